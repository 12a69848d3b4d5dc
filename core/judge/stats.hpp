#pragma once
// Statistics of a sample: what a cell's seeds say together.
#include <cstddef>
#include <span>

#include "metric/metric.hpp"

namespace ice::judge {

/// Values that differ by less than this share of their size differ by rounding alone.
inline constexpr double kRounding = 1e-12;

/// Mean and spread of n values. What n does not allow is nan: mean of none, deviation of one.
struct Summary {
  std::size_t n = 0;
  double mean = 0;
  double deviation = 0;  ///< of the sample: divided by n - 1; 0 where values differ by rounding
  /// 95 % confidence interval of the mean, from Student's t, within the bounds. nan for fewer than
  /// three values, and where all are equal: equal values do not tell how far others would lie.
  double low = 0, high = 0;
};

/// Summary of values; one that is not finite makes mean and interval nan. Bounds that one of the
/// values does not keep do not hold.
[[nodiscard]] Summary summarize(std::span<const double> values, const metric::Bounds& bounds = {});

/// Of values that all differ by at most `rounding` from their mean 0, else that of the sample
/// (divided by n - 1). nan for fewer than two.
[[nodiscard]] double deviation_of(std::span<const double> values, double rounding);

/// The middle value, or the mean of the two; infinite ones count. nan of none.
[[nodiscard]] double median_of(std::span<const double> values);

}  // namespace ice::judge
