#pragma once
// The Halton sequence: van der Corput's sequence in the d-th prime base for dimension d.
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ice::search {

/// The most dimensions of a Halton point.
inline constexpr std::size_t kHaltonDimensions = 10000;

/// Point `index`, its digits permuted by chance: each digit of each base has a permutation of its
/// own, which depends on the root seed (Owen: A randomized Halton algorithm in R. 2017).
/// Coordinates in [0, 1). REQUIRES: dimensions <= kHaltonDimensions.
[[nodiscard]] std::vector<double> scrambled_halton(std::size_t dimensions, std::uint64_t index,
                                                   std::uint64_t root_seed);

}  // namespace ice::search
