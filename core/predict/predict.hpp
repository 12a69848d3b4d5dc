#pragma once
// What a saved network says of other samples. A child process loads its plugins and reads the
// samples: this one does neither.
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugin/library.hpp"
#include "predict/inputs.hpp"
#include "store/query/query.hpp"
#include "store/record.hpp"

namespace ice::predict {

struct Prediction {
  std::filesystem::path network;          ///< a file of nn::save_network
  std::vector<plugin::Recipe> plugins{};  ///< those that the network was trained with
  std::filesystem::path data{};           ///< read_inputs; not read when there is a grid
  std::optional<Grid> grid{};             ///< samples_on
};

struct Predicted {
  /// A row a sample. Classes: sample, prediction, target (where the file has them), and a
  /// probability or output for each class (for two, that of the second). Numbers: sample,
  /// prediction, target.
  store::Table table;
  /// Of all samples: cost, then what the task has; empty without targets.
  std::vector<std::pair<std::string, double>> scores;
  std::uint64_t epoch = 0;  ///< after which the network's parameters were there
  std::string metric;       ///< by which that epoch was the best; empty for the last one
};

/// The plugins that a run was trained with, to be loaded again, looked for in `places` (--plugin),
/// where they were, and on the search path. Throws UserError for one that is not there or no longer
/// the same.
[[nodiscard]] std::vector<plugin::Recipe> recipes_of(
    const std::vector<store::PluginUse>& uses, const std::vector<std::filesystem::path>& places);

/// Throws UserError for what is wrong with network or data, PluginError when the child dies.
[[nodiscard]] Predicted predict(const Prediction& prediction);

/// Role of the child (argv[1] == kPredictRole): main() of every program that calls predict must
/// hand over to it.
inline constexpr const char* kPredictRole = "__predict";
int predict_main(int argc, char** argv);

}  // namespace ice::predict
