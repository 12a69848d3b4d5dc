#pragma once
// What one run trains, as a typed struct. It is read once from a trial's resolved code; the plan,
// the workers and predictions then use it. Its JSON form (`resolved`) is what identities are made
// of, what goes through pipes to workers, and what saved networks keep.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "nn/best_epoch.hpp"
#include "nn/schedule.hpp"

namespace ice::code {

/// A plugin with the values of all its parameters.
struct PluginChoice {
  std::string id;          ///< qualified: "core/relu"
  base::Value parameters;  ///< an object; empty for a plugin without parameters
};

/// A hidden layer: its own settings, and the network's where it has none of its own.
struct Layer {
  std::uint64_t units = 1;
  PluginChoice activation, initializer;
  double dropout = 0;  ///< share of units switched off in training, [0, 1)
};

/// Which network `training.save` keeps of a run.
enum class Save { kNone, kFinal, kBest };
[[nodiscard]] std::string to_string(Save save);  ///< "none", "final", "best"
/// Throws Error for any other word: the study's schema lets none through.
[[nodiscard]] Save save_from(std::string_view text);

/// Plain values: any number of threads may read one.
struct Code {
  base::Value data;  ///< the section code.data with all defaults, as data::load reads it
  data::Precision precision = data::Precision::kFloat32;

  std::vector<Layer> hidden;
  PluginChoice output;       ///< activation of the output layer
  PluginChoice initializer;  ///< initializer of the output layer
  PluginChoice loss;
  double l2 = 0;
  /// regularization.dropout where it is a list, one rate per hidden layer; else empty.
  std::vector<double> dropout_list;

  PluginChoice optimizer;
  double learning_rate = 0;
  nn::ScheduleOptions schedule;

  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;             ///< columns; 0: full batch
  double clip_value = 0, clip_norm = 0;     ///< as in nn::TrainOptions
  double label_smoothing = 0;               ///< as in nn::TrainOptions
  std::optional<nn::Watch> early_stopping;  ///< nothing where it neither stops nor restores
  std::optional<Save> save;                 ///< nothing where the study does not say

  base::Value resolved;  ///< the JSON that all of this was read from
};

/// Reads resolved code, from Resolver or from a saved network: every plugin reference is qualified
/// and has all parameters. Throws Error for anything else.
[[nodiscard]] Code read_code(base::Value resolved);

/// The hidden layers, then the output layer, which has n_y units: one for each row of the data's Y.
[[nodiscard]] std::vector<Layer> layers_of(const Code& code, std::uint64_t n_y);

/// The name of the network that a run keeps, which is part of its file's name: "final",
/// "best-dev.cost" (with watched_metric(), which picks the epoch), or "" for none. `unless_given`
/// holds where the study does not say.
[[nodiscard]] std::string kept_network(const Code& code, Save unless_given,
                                       const std::string& experiment_metric);

/// The metric whose best epoch is found among all epochs, and whose network `training.save: best`
/// keeps: that of early stopping, else the experiment's. Empty when the experiment's metric is one
/// of test.*, which are measured once, at the end.
[[nodiscard]] std::string watched_metric(const Code& code, const std::string& experiment_metric);

}  // namespace ice::code
