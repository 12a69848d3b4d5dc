#pragma once
// Finds the best epoch of a training by one metric. train() records that epoch, counts the patience
// of early stopping from it, and keeps its parameters.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace ice::nn {

/// Picks the best epoch by one metric: to stop early, to restore its parameters, or to save them.
struct Watch {
  std::string metric;          ///< one of TrainOptions::metrics, not of test.*
  double min_delta = 0;        ///< patience and restores_best count no improvement up to this
  std::uint64_t patience = 0;  ///< epochs without improvement until training stops; 0: never stop
  bool restores_best = false;  ///< end with the best epoch's parameters instead of the last one's
};

/// The best value of a metric, and its epoch (from 1). NaN and 0 when no value was finite.
struct Best {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::uint64_t epoch = 0;
};

/// Keeps the best epoch of those that it is given. Not thread-safe.
class BestEpoch {
 public:
  /// A value counts as better only when it is better by more than `min_delta` (>= 0), as in Keras
  /// EarlyStopping.
  explicit BestEpoch(bool less_is_better, double min_delta = 0)
      : sign_(less_is_better ? -1 : 1), min_delta_(min_delta) {}

  /// Takes the value of an epoch. True when it is the best so far: the first finite value, then
  /// every better one. An equal value is not better; NaN and infinity never are.
  bool improves(std::uint64_t epoch, double value) {
    if (!std::isfinite(value)) return false;
    if (best_.epoch > 0 && !(sign_ * value - min_delta_ > sign_ * best_.value)) return false;
    best_ = {value, epoch};
    return true;
  }

  [[nodiscard]] const Best& best() const { return best_; }
  [[nodiscard]] std::uint64_t epoch() const { return best_.epoch; }  ///< 0: none yet

 private:
  double sign_, min_delta_;
  Best best_;
};

}  // namespace ice::nn
