#pragma once
// The best epoch of a training by one metric: what is recorded of it, what early stopping waits
// for, and which parameters are kept.
#include <cmath>
#include <cstdint>
#include <limits>

namespace ice::nn {

/// The best value of a metric and its epoch, from 1; NaN and 0 when it never was a finite number.
struct Best {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::uint64_t epoch = 0;
};

class BestEpoch {
 public:
  /// Better by `min_delta` or less is no better (Keras EarlyStopping).
  explicit BestEpoch(bool less_is_better, double min_delta = 0)
      : sign_(less_is_better ? -1 : 1), min_delta_(min_delta) {}

  /// Whether the epoch is the best so far, the first of equals. The first finite number always is;
  /// NaN and infinity never are.
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
