#pragma once
// Learning-rate schedules: the factor that multiplies the learning rate at each step. A schedule is
// a function f(t) of the epochs t since the warm-up, with t = 0 at its first step. With
// mini-batches t grows with every step, as in Keras; with full batches the figures are those of
// PyTorch for one scheduler.step() an epoch.
//
//     constant       1
//     step           factor ^ floor(t / every)               PyTorch StepLR
//     exponential    factor ^ t                              PyTorch ExponentialLR
//     inverse_time   1 / (1 + decay t)                       Keras InverseTimeDecay; Andrew Ng's
//                                                            decay in the course's second part
//     cosine         floor + (1 - floor) (1 + cos(pi t / T)) / 2    Loshchilov and Hutter 2017,
//                    T: epochs after the warm-up             eq. 5 without restarts; Keras
//                                                            CosineDecay, alpha = floor
//
// Warm-up: in the first `warmup` epochs, which have K steps, step k has the factor k / K, whatever
// the schedule (Goyal et al. 2017, section 2.2).
#include <cstdint>

namespace ice::nn {

struct ScheduleOptions {
  enum class Kind { kConstant, kStep, kExponential, kInverseTime, kCosine };
  Kind kind = Kind::kConstant;
  double every = 1;          ///< epochs between two drops, > 0
  double factor = 1;         ///< (0, 1]
  double decay = 0;          ///< per epoch, >= 0
  double floor = 0;          ///< share of the rate that is left at the end, [0, 1]
  std::uint64_t warmup = 0;  ///< epochs, fewer than the training has
};

/// Immutable after construction: any number of threads read it.
class Schedule {
 public:
  /// The schedule of a training that has `epochs` epochs of `steps` steps each.
  Schedule(const ScheduleOptions& options, std::uint64_t epochs, std::uint64_t steps);

  /// The factor at step k, counted from 1 over all epochs.
  [[nodiscard]] double factor(std::uint64_t k) const {
    return is_flat_ ? 1.0 : factor_of(k);  // most trainings have no schedule
  }

 private:
  [[nodiscard]] double factor_of(std::uint64_t k) const;

  ScheduleOptions options_;
  double T_;               ///< epochs after the warm-up
  std::uint64_t steps_;    ///< in an epoch
  std::uint64_t warming_;  ///< steps in the warm-up
  bool is_flat_;
};

}  // namespace ice::nn
