#pragma once
// Training: mini-batches, the optimizer's steps, and the recorded epochs.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "nn/network.hpp"

namespace ice::nn {

struct TrainOptions {
  std::uint64_t epochs = 1;
  std::uint64_t batch_size = 0;  ///< 0: full batch
  double learning_rate = 0.01;
  plugin::Optimizer optimizer;
  std::uint64_t seed = 0;             ///< of the run: initialization, shuffling, dropout
  std::uint64_t record_points = 200;  ///< recorded epochs at most; the first and the last always
  std::vector<std::string> metrics;   ///< which to record, from metric_names()
};

/// The metrics recorded at one epoch, in the order of TrainOptions::metrics.
struct Point {
  std::uint64_t epoch = 0;  ///< from 1
  std::vector<double> values;
};

enum class Decision { kContinue, kStop };

/// Called after every recorded epoch; `train` knows neither storage nor pruning.
using OnEpoch = std::function<Decision(const Point&)>;

struct Result {
  bool diverged = false;      ///< the cost was not finite at `epochs`
  std::uint64_t epochs = 0;   ///< trained
  std::vector<Point> curve;   ///< recorded epochs
  std::vector<double> final;  ///< with the final parameters on whole parts, in the order of `names`
  std::vector<std::string> names;  ///< metrics, then those of test.*, evaluated once
};

/// Trains from the network's present parameters.
template <class T>
Result train(Network<T>& network, const data::Parts<T>& parts, const TrainOptions& options,
             const OnEpoch& on_epoch = {});

}  // namespace ice::nn
