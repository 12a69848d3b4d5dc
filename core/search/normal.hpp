#pragma once
// The standard normal distribution: far out, and between two ends.

namespace ice::search {

/// Phi(x), with all digits where it is small.
[[nodiscard]] double normal_cdf(double x);

/// Phi^-1(p), 0 < p < 1, with all digits where p is small.
[[nodiscard]] double normal_quantile(double p);

/// log(Phi(x)), also where Phi(x) is too small for a double.
[[nodiscard]] double log_normal_cdf(double x);

/// log(Phi(right) - Phi(left)), also far out where both are 0 or 1 for a double.
/// REQUIRES: left <= right.
[[nodiscard]] double log_normal_mass(double left, double right);

/// The u-quantile of the standard normal distribution between left and right.
/// REQUIRES: left <= 0 <= right, left < right, 0 <= u < 1.
[[nodiscard]] double truncated_normal_quantile(double u, double left, double right);

}  // namespace ice::search
