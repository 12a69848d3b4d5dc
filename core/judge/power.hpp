#pragma once
// How many seeds show which effect: the power of the sign-flip test in one direction, for normal
// differences, one a seed.
#include <cstddef>
#include <optional>

namespace ice::judge {

inline constexpr double kPower = 0.8;  ///< the chance of showing an effect that is asked for

/// The chance that n seeds (2 or more) show an effect of d standard deviations at alpha, alpha
/// being of one direction.
[[nodiscard]] double power(std::size_t n, double d, double alpha);

/// The fewest seeds that show an effect of d > 0 with kPower; never fewer than can reach alpha.
/// Nothing past a million.
[[nodiscard]] std::optional<std::size_t> seeds_for(double d, double alpha);

/// The smallest d that n seeds show with kPower; nothing where they cannot reach alpha.
[[nodiscard]] std::optional<double> smallest_effect(std::size_t n, double alpha);

}  // namespace ice::judge
