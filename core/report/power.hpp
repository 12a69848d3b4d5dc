#pragma once
// How many pairs show which effect. By the one-sided paired t-test, whose power the sign-flip test
// all but has: P(T > t) of the noncentral t with n - 1 degrees of freedom and shift d sqrt(n).
#include <cstddef>
#include <optional>

namespace ice::report {

inline constexpr double kPower = 0.8;  ///< the chance of showing an effect that is asked for

/// The chance that n pairs (2 or more) show an effect of d standard deviations at alpha.
[[nodiscard]] double power(std::size_t n, double d, double alpha);

/// The fewest pairs that show an effect of d > 0 with kPower; never fewer than can reach alpha.
/// Nothing past a million.
[[nodiscard]] std::optional<std::size_t> pairs_for(double d, double alpha);

/// The smallest d that n pairs show with kPower; nothing where they cannot reach alpha.
[[nodiscard]] std::optional<double> smallest_effect(std::size_t n, double alpha);

}  // namespace ice::report
