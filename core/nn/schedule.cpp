#include "nn/schedule.hpp"

#include <cmath>
#include <numbers>

namespace ice::nn {

using Kind = ScheduleOptions::Kind;

Schedule::Schedule(const ScheduleOptions& options, std::uint64_t epochs, std::uint64_t steps)
    : options_(options),
      T_(static_cast<double>(epochs) - static_cast<double>(options.warmup)),
      steps_(steps),
      warming_(options.warmup * steps),
      is_flat_(options.kind == Kind::kConstant && options.warmup == 0) {}

double Schedule::factor_of(std::uint64_t k) const {
  if (k <= warming_) return static_cast<double>(k) / static_cast<double>(warming_);
  const double t = static_cast<double>(k - 1 - warming_) / static_cast<double>(steps_);
  switch (options_.kind) {
    case Kind::kConstant:
      return 1;
    case Kind::kStep:
      return std::pow(options_.factor, std::floor(t / options_.every));
    case Kind::kExponential:
      return std::pow(options_.factor, t);
    case Kind::kInverseTime:
      return 1 / (1 + options_.decay * t);
    case Kind::kCosine:
      return options_.floor + (1 - options_.floor) * (1 + std::cos(std::numbers::pi * t / T_)) / 2;
  }
  return 1;
}

}  // namespace ice::nn
