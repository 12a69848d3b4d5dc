#pragma once
// Applies a saved network to other samples. A child process loads the plugins and reads the
// samples.
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "predict/raster.hpp"
#include "predict/saved_network.hpp"
#include "store/query/query.hpp"
#include "store/record.hpp"

namespace ice::predict {

/// What to predict: the samples of `data`, or the points of `grid` where there is one.
struct Prediction {
  SavedNetwork network;
  std::filesystem::path data{};  ///< as read_inputs() takes it
  std::optional<Raster> grid{};
};

struct Predicted {
  /// A row for each sample, numbered from 1. For classes: sample, prediction, target (where the
  /// file has targets), then a probability or output for each class (of two classes, only for the
  /// second). For regression: sample, prediction, target.
  store::Table table;
  /// Measured over all samples: cost, then the metrics of the task. Empty without targets.
  std::vector<std::pair<std::string, double>> scores;
  std::uint64_t epoch = 0;  ///< NetworkFacts::epoch and metric
  std::string metric;
  std::vector<std::string> notes;  ///< what users have to know about the samples
};

/// Recipes of the plugins that a run was trained with, without parameters. Looks for them in
/// `search_path` (files and folders of --plugin), in the files that the run used, and on the search
/// path. Throws UserError when one is not found, or when its file is another one than the run used.
[[nodiscard]] std::vector<plugin::Recipe> recipes_of(
    const std::vector<store::PluginUse>& uses,
    const std::vector<std::filesystem::path>& search_path);

/// Runs the child and waits for it, an hour at most. Throws what ask_about_network() throws.
[[nodiscard]] Predicted predict(const Prediction& prediction);

/// argv[1] of the child (base::ask_child). REQUIRES: main() of every program that calls predict()
/// returns what predict_main() returns when argv[1] is this role.
inline constexpr const char* kPredictRole = "__predict";
int predict_main(int argc, char** argv);

}  // namespace ice::predict
