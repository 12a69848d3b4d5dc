#pragma once
// The sign-flip permutation test of paired differences, one for each seed. If there were no
// difference, each of them would have either sign with the same chance.
#include <cstddef>
#include <span>
#include <vector>

namespace ice::statistics {

/// One-sided p-values of the sum of the differences.
struct SignFlip {
  double above = 1;  ///< chance of a sum at least as large: small where differences are positive
  double below = 1;  ///< chance of a sum at least as small
};

/// Counts all 2^n signs of up to 20 differences. Of more it takes 100 000 random signs, from a
/// fixed stream, and the observed ones. REQUIRES: all differences are finite.
[[nodiscard]] SignFlip sign_flip(std::span<const double> differences);

/// The signed ranks of the differences by size (Wilcoxon 1945): equal sizes share the mean of their
/// ranks, 0 stays 0. Makes differences that are infinite fit for sign_flip().
[[nodiscard]] std::vector<double> signed_ranks(std::span<const double> differences);

/// The fewest seeds whose smallest possible p, 2^-n, reaches alpha (> 0) in one direction.
[[nodiscard]] std::size_t least_seeds(double alpha);

}  // namespace ice::statistics
