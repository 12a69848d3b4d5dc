#pragma once
// The confidence interval of a mean by resampling, which assumes no shape of the distribution.
#include <span>

namespace ice::judge {

struct Interval {
  double low = 0, high = 0;
};

/// The 95 % interval of the mean, bias-corrected and accelerated (BCa; Efron 1987), from 10 000
/// draws of a fixed stream: the same values always give the same interval. nan for fewer than six
/// values (draws from so few say too little about others), and where all values are equal.
[[nodiscard]] Interval bca_interval(std::span<const double> values);

}  // namespace ice::judge
