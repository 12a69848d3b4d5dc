#pragma once
// The confidence interval of a mean by resampling: no shape of the distribution is assumed.
#include <span>

namespace ice::judge {

struct Interval {
  double low = 0, high = 0;
};

/// The 95 % interval of the mean, bias-corrected and accelerated (BCa; Efron 1987), from 10 000
/// draws of a fixed stream. nan for fewer than six values (drawing from so few says too little of
/// others), and where all are equal.
[[nodiscard]] Interval bca_interval(std::span<const double> values);

}  // namespace ice::judge
