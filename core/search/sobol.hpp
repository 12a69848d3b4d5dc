#pragma once
// The Sobol sequence: 2^m points from its start fill every dimension, and many boxes over several
// dimensions, exactly evenly.
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ice::search {

/// The most dimensions of a Sobol point.
inline constexpr std::size_t kSobolDimensions = 3667;

/// The bits of point `index` of the Sobol sequence: divided by 2^64, coordinates in [0, 1).
/// Direction numbers of Joe and Kuo (2008); points in the order of the Gray code; point 0 is 0.
/// REQUIRES: dimensions <= kSobolDimensions.
[[nodiscard]] std::vector<std::uint64_t> sobol_bits(std::size_t dimensions, std::uint64_t index);

/// Point `index` after nested uniform scrambling (Owen: Randomly permuted (t,m,s)-nets and (t,
/// s)-sequences. 1995): a bit is flipped by chance, which depends on the root seed, the dimension
/// and the bits above it. Points stay as evenly spread, and each is uniform on [0, 1).
[[nodiscard]] std::vector<double> scrambled_sobol(std::size_t dimensions, std::uint64_t index,
                                                  std::uint64_t root_seed);

}  // namespace ice::search
