#pragma once
// Trains a network: mini-batches, the optimizer's steps, early stopping, and the recorded epochs.
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/parts.hpp"
#include "nn/best_epoch.hpp"
#include "nn/network.hpp"
#include "nn/schedule.hpp"

namespace ice::nn {

struct TrainOptions {
  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;  ///< columns; 0, or at least the number of samples: full batch
  double learning_rate = 0.01;
  ScheduleOptions schedule{};  ///< varies the learning rate
  plugin::Optimizer optimizer;
  double clip_value = 0;  ///< limits each entry of the objective's gradient; 0: no limit
  double clip_norm = 0;   ///< limits the norm of the gradient, after clip_value; 0: no limit
  /// [0, 1): share of each label that is spread evenly over the classes (Batches). train.cost is
  /// then the cost of the smoothed labels; every other metric compares with the data's own.
  double label_smoothing = 0;
  std::optional<Watch> watch{};
  std::uint64_t seed = 0;             ///< determines shuffling and dropout
  std::uint64_t record_points = 200;  ///< recorded epochs at most; see recorded_epochs()
  std::vector<std::string> metrics;   ///< from metric_names()
  /// Those of `metrics` that are measured after every epoch, recorded or not, besides the watched
  /// one. train.cost and train.objective always are: they cost nothing.
  std::vector<std::string> every_epoch{};
};

/// The metrics recorded at one epoch: the first of Result::names, without those that are measured
/// once.
struct Point {
  std::uint64_t epoch = 0;  ///< from 1
  std::vector<double> values;
};

/// Signs of life from a training. Called between steps, from the thread that trains.
struct ProgressCallback {
  /// The epoch under way, from 1, and its mean cost so far; may be empty.
  std::function<void(std::uint64_t epoch, double cost)> call;
  std::chrono::milliseconds every{100};  ///< the least time between two calls
  /// Called after every epoch that did not diverge, when the network has its parameters; may be
  /// empty.
  std::function<void(std::uint64_t epoch)> after_epoch{};
};

/// What a training gave. train.cost and train.objective are means over an epoch, each batch
/// measured before its update; all other metrics are measured after an epoch, on whole parts. A
/// metric's best is at least as good as its final value.
struct Result {
  /// The cost or a parameter was not finite in the last trained epoch. All values of that epoch are
  /// NaN, and all of `final`.
  bool diverged = false;
  std::uint64_t epochs = 0;      ///< trained; fewer than asked for when diverged or stopped
  std::uint64_t best_epoch = 0;  ///< by the watched metric; 0 without one, or when never finite
  /// The epoch whose parameters the network has in the end: `epochs`, or the restored one.
  std::uint64_t final_epoch = 0;
  /// TrainOptions::metrics. Last those that are measured once, with the final parameters: test.*,
  /// and what takes long (metric::Metric::sorts) and is not watched.
  std::vector<std::string> names;
  std::vector<Point> curve;   ///< recorded epochs; the last trained one always is
  std::vector<double> final;  ///< in the order of `names`: the values of final_epoch
  /// In the order of `names`. train.cost, train.objective, the watched metric and every_epoch: the
  /// best of all epochs. What is measured once: the final value. Others: the best of the recorded
  /// epochs and the final one.
  std::vector<Best> best;
};

/// The epochs that are recorded, ascending: all when points >= epochs, else the first, the last and
/// others evenly between them (points is taken as at least 2).
[[nodiscard]] std::vector<std::uint64_t> recorded_epochs(std::uint64_t epochs,
                                                         std::uint64_t points);

/// Trains from the network's present parameters, in the calling thread. REQUIRES: a batch fits into
/// the network's capacity; the last layer has n_y units. With `best`, which requires a watch,
/// copies the parameters of Result::best_epoch there, if there is such an epoch. Throws UserError
/// for a metric that metric_names() does not have or that a watch cannot follow, PluginError when a
/// plugin's call fails.
template <class T>
Result train(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
             const ProgressCallback& progress = {}, arma::Mat<T>* best = nullptr);

}  // namespace ice::nn
