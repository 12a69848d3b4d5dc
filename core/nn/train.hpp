#pragma once
// Training: mini-batches, the optimizer's steps, and the recorded epochs.
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "nn/network.hpp"

namespace ice::nn {

struct TrainOptions {
  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;  ///< 0, or at least the number of samples: full batch
  double learning_rate = 0.01;
  plugin::Optimizer optimizer;
  std::uint64_t seed = 0;             ///< of the run: shuffling, dropout
  std::uint64_t record_points = 200;  ///< recorded epochs at most; the first and the last always
  std::vector<std::string> metrics;   ///< from metric_names(); those of test.* only at the end
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

struct Result {
  bool diverged = false;           ///< the cost or a parameter was not finite at `epochs`
  std::uint64_t epochs = 0;        ///< trained; less than asked for when diverged or stopped
  std::vector<std::string> names;  ///< TrainOptions::metrics, those of test.* moved to the end
  std::vector<Point> curve;        ///< recorded epochs; a diverged one is recorded always
  std::vector<double> final;       ///< by `names`: with the final parameters, on whole parts
};

/// The epochs that are recorded, ascending: all when points >= epochs, else the first, the last and
/// others evenly between them (points is taken as at least 2).
[[nodiscard]] std::vector<std::uint64_t> recorded_epochs(std::uint64_t epochs,
                                                         std::uint64_t points);

/// Trains from the network's present parameters. Throws UserError for a metric that
/// metric_names() does not hold and PluginError when a plugin's call fails.
template <class T>
Result train(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
             const Observer& observer = {});

}  // namespace ice::nn
