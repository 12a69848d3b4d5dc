#pragma once
// The best epoch of a training by one metric: what early stopping waits for and what is kept.
#include <cstdint>
#include <limits>

namespace ice::nn {

class BestEpoch {
 public:
  /// Better by `min_delta` or less is no better (Keras EarlyStopping).
  BestEpoch(bool less_is_better, double min_delta)
      : sign_(less_is_better ? -1 : 1), min_delta_(min_delta) {}

  /// Whether the epoch is the best so far. The first number always is, NaN never.
  bool improves(std::uint64_t epoch, double value) {
    const bool is_better = sign_ * value - min_delta_ > best_;
    if (!is_better) return false;
    best_ = sign_ * value;
    epoch_ = epoch;
    return true;
  }

  [[nodiscard]] std::uint64_t epoch() const { return epoch_; }  ///< 0: none yet

 private:
  double sign_, min_delta_;
  double best_ = -std::numeric_limits<double>::infinity();  ///< times sign_
  std::uint64_t epoch_ = 0;
};

}  // namespace ice::nn
