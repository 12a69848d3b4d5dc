#pragma once
// Training: mini-batches, the optimizer's steps, early stopping, and the recorded epochs.
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "nn/best_epoch.hpp"
#include "nn/network.hpp"
#include "nn/schedule.hpp"

namespace ice::nn {

/// A metric that picks an epoch, and what for.
struct Watch {
  std::string metric;    ///< of TrainOptions::metrics, not of test.*
  double min_delta = 0;  ///< to patience and restores_best better by this or less is no better
  std::uint64_t patience = 0;  ///< stop after so many epochs without a better one; 0: never
  bool restores_best = false;  ///< end with the best epoch's parameters instead of the last one's
};

struct TrainOptions {
  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;  ///< 0, or at least the number of samples: full batch
  double learning_rate = 0.01;
  ScheduleOptions schedule{};  ///< of the learning rate
  plugin::Optimizer optimizer;
  double clip_value = 0;  ///< no entry of the objective's gradient is larger; 0: as it is
  double clip_norm = 0;   ///< nor is then the norm of the whole; 0: as it is
  /// [0, 1): share of each label that is spread evenly over the classes (Batches). train.cost is
  /// then the cost of the smoothed labels; every other metric compares with the data's own.
  double label_smoothing = 0;
  std::optional<Watch> watch{};
  std::uint64_t seed = 0;             ///< of the run: shuffling, dropout
  std::uint64_t record_points = 200;  ///< recorded epochs at most; the first and the last always
  std::vector<std::string> metrics;   ///< from metric_names(); those of test.* only at the end
  /// Those of `metrics` that are looked at after every epoch, recorded or not, beside the watched
  /// one. train.cost and train.objective always are: they cost nothing.
  std::vector<std::string> every_epoch{};
};

/// The metrics recorded at one epoch: Result::names in their order, without those of test.*.
struct Point {
  std::uint64_t epoch = 0;  ///< from 1
  std::vector<double> values;
};

enum class Decision { kContinue, kStop };

/// Who watches a training; `train` knows neither storage nor pruning. Every function may be empty.
struct Observer {
  /// After every recorded epoch.
  std::function<Decision(const Point&)> on_point;
  /// A sign of life between steps, no more often than every `progress_every`: the epoch under way
  /// and its mean cost so far.
  std::function<void(std::uint64_t epoch, double cost)> on_progress;
  std::chrono::milliseconds progress_every{100};
};

/// train.cost and train.objective are means over an epoch, each batch before its update: in curves,
/// in `final` (of final_epoch) and in `best`. All other metrics are measured after an epoch, on
/// whole parts. So a metric's best is at least as good as its final value.
struct Result {
  /// The cost or a parameter was not finite at `epochs`: all values there are NaN, and all of
  /// `final`.
  bool diverged = false;
  std::uint64_t epochs = 0;      ///< trained; less than asked for when diverged or stopped
  std::uint64_t best_epoch = 0;  ///< of the watched metric; 0 without one, or when it had no number
  /// After which the final parameters were there: `epochs`, or the one that the watch restored.
  std::uint64_t final_epoch = 0;
  std::vector<std::string> names;  ///< TrainOptions::metrics, those of test.* moved to the end
  std::vector<Point> curve;        ///< recorded epochs; the last trained one always is
  std::vector<double> final;       ///< by `names`, of final_epoch
  /// By `names`. Over all epochs, whatever is recorded: train.cost, train.objective, the watched
  /// metric and those of every_epoch. Over the recorded epochs and the final one: all others. Of
  /// test.*: the final value.
  std::vector<Best> best;
};

/// The epochs that are recorded, ascending: all when points >= epochs, else the first, the last and
/// others evenly between them (points is taken as at least 2).
[[nodiscard]] std::vector<std::uint64_t> recorded_epochs(std::uint64_t epochs,
                                                         std::uint64_t points);

/// Trains from the network's present parameters. With `best`, which needs a watch, the parameters
/// after Result::best_epoch are left there. Throws UserError for a metric that metric_names() does
/// not hold and PluginError when a plugin's call fails.
template <class T>
Result train(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
             const Observer& observer = {}, arma::Mat<T>* best = nullptr);

}  // namespace ice::nn
