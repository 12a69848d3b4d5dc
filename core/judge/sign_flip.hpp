#pragma once
// The sign-flip permutation test of paired differences, one a seed: were there no difference, each
// would have had either sign with the same chance.
#include <cstddef>
#include <span>
#include <vector>

namespace ice::judge {

/// One-sided p-values of the sum of the differences.
struct SignFlip {
  double above = 1;  ///< chance of a sum at least as large: small where differences are positive
  double below = 1;  ///< chance of a sum at least as small
};

/// Up to 20 differences all 2^n signs are counted; for more, 100 000 random ones from a fixed
/// stream, the observed signs counted among them. Every difference is finite.
[[nodiscard]] SignFlip sign_flip(std::span<const double> differences);

/// The signed ranks of differences by their size (Wilcoxon 1945): equal sizes share the mean of
/// their ranks, 0 stays 0. For differences that are infinite.
[[nodiscard]] std::vector<double> signed_ranks(std::span<const double> differences);

/// The fewest seeds whose smallest possible p, 2^-n, reaches alpha (> 0) in one direction.
[[nodiscard]] std::size_t least_seeds(double alpha);

}  // namespace ice::judge
