#pragma once
// How many seeds find which effect: the power of the one-sided sign-flip test, where the
// differences of the seeds are normal. An effect d is the mean difference in standard deviations of
// the differences. `alpha` is that of one direction, > 0.
#include <cstddef>
#include <optional>

namespace ice::judge {

inline constexpr double kPower = 0.8;  ///< the chance with which an effect is to be found

/// The chance that n seeds (2 or more) find an effect d.
[[nodiscard]] double power(std::size_t n, double d, double alpha);

/// The fewest seeds that find an effect d with kPower, and can reach alpha at all. Nothing when d
/// is not positive, or when a million seeds are too few.
[[nodiscard]] std::optional<std::size_t> seeds_for(double d, double alpha);

/// The smallest d that n seeds find with kPower; nothing when n seeds cannot reach alpha.
[[nodiscard]] std::optional<double> smallest_effect(std::size_t n, double alpha);

}  // namespace ice::judge
