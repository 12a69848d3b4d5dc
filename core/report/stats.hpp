#pragma once
// Statistics of a sample: what a cell's seeds say together.
#include <cstddef>
#include <span>

namespace ice::report {

/// Mean and spread of n values. What n does not allow is nan: mean of none, the rest of one.
struct Summary {
  std::size_t n = 0;
  double mean = 0;
  double deviation = 0;      ///< of the sample: divided by n - 1
  double low = 0, high = 0;  ///< 95 % confidence interval of the mean, from Student's t
};

/// Summary of values; one that is not finite makes mean and interval nan.
[[nodiscard]] Summary summarize(std::span<const double> values);

}  // namespace ice::report
