#pragma once
// Resolved code x shape of the data -> what the networks are built and trained with.
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"
#include "plugin/catalog.hpp"
#include "plugin/functions.hpp"
#include "plugin/library.hpp"

namespace ice::code {

/// One layer as the code says it; references into the code.
struct LayerCode {
  std::uint64_t units = 0;
  const base::Value& activation;   ///< {"name": id, parameters}
  const base::Value& initializer;  ///< the same
  double dropout = 0;
};

/// Hidden layers, then the output layer, as wide as the data's Y (n_y).
[[nodiscard]] std::vector<LayerCode> layers_of(const base::Value& code, std::uint64_t n_y);

/// Columns of a batch: batch_size, at most the m of the training part.
[[nodiscard]] std::uint64_t batch_columns(const base::Value& code, const data::Shape& data);

/// How to make the plugin of a reference {"name": id, parameters}: one of the `known` recipes, with
/// the reference's parameters but what the host keeps. Throws Error when it is not known.
[[nodiscard]] plugin::Recipe recipe_for(const std::vector<plugin::Recipe>& known, plugin::Kind kind,
                                        const base::Value& reference);

/// Makes the plugin of a reference {"name": id, parameters}.
using CreatePlugin = std::function<std::shared_ptr<const plugin::Instance>(
    plugin::Kind, const base::Value& reference)>;

[[nodiscard]] nn::NetworkOptions network_options(const base::Value& code, const data::Shape& data,
                                                 const CreatePlugin& create,
                                                 nn::Position* position = nullptr);

/// All metrics of the data are recorded.
[[nodiscard]] nn::TrainOptions train_options(const base::Value& code, const data::Shape& data,
                                             const CreatePlugin& create, std::uint64_t seed,
                                             std::uint64_t record_points);

}  // namespace ice::code
