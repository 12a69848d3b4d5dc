#pragma once
// Makes, from code and the shape of the data, what a network is built from and trained with.
// Workers call it to train, the child of `ice predict` to rebuild a saved network.
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "code/code.hpp"
#include "data/dataset.hpp"
#include "nn/network.hpp"
#include "nn/train.hpp"
#include "plugin/functions.hpp"
#include "plugin/library.hpp"

namespace ice::code {

/// Columns of a batch: the code's batch_size, at most the m of the training part.
[[nodiscard]] std::uint64_t batch_columns(const Code& code, const data::Shape& data);

/// How to make the chosen plugin: the one of the `known` recipes that is for it, with the choice's
/// parameters. Throws Error when there is none.
[[nodiscard]] plugin::Recipe recipe_for(const std::vector<plugin::Recipe>& known, plugin::Kind kind,
                                        const PluginChoice& choice);

/// Makes the plugin of this kind that the choice names.
using CreatePlugin =
    std::function<std::shared_ptr<const plugin::Instance>(plugin::Kind, const PluginChoice&)>;

/// `progress`: see nn::NetworkOptions. Throws what `create` throws.
[[nodiscard]] nn::NetworkOptions network_options(const Code& code, const data::Shape& data,
                                                 const CreatePlugin& create,
                                                 nn::Progress* progress = nullptr);

/// Options that record all metrics of the data and watch what early stopping watches. Throws what
/// `create` throws.
[[nodiscard]] nn::TrainOptions train_options(const Code& code, const data::Shape& data,
                                             const CreatePlugin& create, std::uint64_t seed,
                                             std::uint64_t record_points);

}  // namespace ice::code
