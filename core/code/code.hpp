#pragma once
// What one run trains, typed: read once from a trial's resolved code, then used from the plan to
// the worker and by predictions. As JSON it crosses two borders: into a run's identity and through
// pipes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "data/dataset.hpp"
#include "nn/schedule.hpp"
#include "nn/train.hpp"

namespace ice::code {

/// A plugin with the values of all its parameters.
struct PluginChoice {
  std::string id;          ///< qualified: "core/relu"
  base::Value parameters;  ///< an object; empty for a plugin without parameters
};

/// A hidden layer: its own settings, the network's where it has none.
struct Layer {
  std::uint64_t units = 1;
  PluginChoice activation, initializer;
  double dropout = 0;  ///< share of units switched off in training, [0, 1)
};

/// Which network `training.save` keeps of a run.
enum class Save { kNone, kFinal, kBest };
[[nodiscard]] std::string to_string(Save save);  ///< "none", "final", "best"
/// Throws Error for another word: the study's schema lets none through.
[[nodiscard]] Save save_from(std::string_view text);

/// Plain values; copied and moved freely, read from any thread.
struct Code {
  base::Value data;  ///< the section code.data with all defaults: what data::load reads
  data::Precision precision = data::Precision::kFloat32;

  std::vector<Layer> hidden;
  PluginChoice output;       ///< activation of the output layer
  PluginChoice initializer;  ///< of the output layer
  PluginChoice loss;
  double l2 = 0;
  /// regularization.dropout where it is a list, one rate per hidden layer; else empty.
  std::vector<double> dropout_list;

  PluginChoice optimizer;
  double learning_rate = 0;
  nn::ScheduleOptions schedule;

  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;  ///< columns; 0: full batch
  double clip_value = 0, clip_norm = 0;
  double label_smoothing = 0;
  std::optional<nn::Watch> early_stopping;  ///< none where it neither stops nor restores
  std::optional<Save> save;                 ///< none where the study does not say

  base::Value
      resolved;  ///< what it was read from: the form of identities, pipes and saved networks
};

/// Reads resolved code: every reference qualified and with all parameters (Resolver), or that of a
/// saved network. Throws Error for anything else.
[[nodiscard]] Code read_code(base::Value resolved);

/// Hidden layers, then the output layer, which is as wide as the data's Y (n_y).
[[nodiscard]] std::vector<Layer> layers_of(const Code& code, std::uint64_t n_y);

/// Which network of a run is kept, as its file is named: "final", "best-dev.cost" (with the metric
/// that picks the epoch, watched_metric), or nothing. `unless_given`: what holds where the study
/// does not say.
[[nodiscard]] std::string kept_network(const Code& code, Save unless_given,
                                       const std::string& experiment_metric);

/// The metric whose best epoch is found among all epochs, and whose network `training.save: best`
/// keeps: early stopping's, else the experiment's. Empty when that is a metric of test.*, which is
/// measured once, at the end.
[[nodiscard]] std::string watched_metric(const Code& code, const std::string& experiment_metric);

}  // namespace ice::code
