#pragma once
// Statistics of a sample: what the seeds of a cell show together.
#include <cstddef>
#include <span>

#include "metric/metric.hpp"

namespace ice::judge {

/// Values that differ by less than this share of their size differ only by rounding.
inline constexpr double kRounding = 1e-12;

/// Mean and spread of n values. What n does not allow is nan: the mean of none, the deviation of
/// one.
struct Summary {
  std::size_t n = 0;
  double mean = 0;
  double deviation =
      0;  ///< standard deviation (divided by n - 1); 0 where values differ by rounding
  /// 95 % confidence interval of the mean, from Student's t, within the bounds. nan for fewer than
  /// three values, and where all are equal: equal values do not tell how far others would lie.
  double low = 0, high = 0;
};

/// Half the width of the 95 % interval of the mean of n values, from Student's t, in standard
/// deviations of the values. nan for fewer than three values.
[[nodiscard]] double interval_factor(std::size_t n);

/// A value that is not finite makes mean and interval nan. Bounds that one of the values breaks are
/// dropped.
[[nodiscard]] Summary summarize(std::span<const double> values, const metric::Bounds& bounds = {});

/// The deviation of the sample (divided by n - 1); 0 when no value differs from the mean by more
/// than `rounding`. nan for fewer than two values.
[[nodiscard]] double deviation_of(std::span<const double> values, double rounding);

/// The mean; nan for none.
[[nodiscard]] double mean_of(std::span<const double> values);

/// The middle value, or the mean of the two middle ones; infinite values count. nan for none.
[[nodiscard]] double median_of(std::span<const double> values);

/// The quantile of sorted values at a share from 0 to 1, linear between neighbours (Hyndman and Fan
/// 1996, type 7). REQUIRES: there are values.
[[nodiscard]] double quantile_of(std::span<const double> sorted, double share);

}  // namespace ice::judge
