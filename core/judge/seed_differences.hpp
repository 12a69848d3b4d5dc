#pragma once
// The difference that each seed shows: the mean over its pairs of runs. The runs of a seed share
// its start values and its order of samples, so they are one piece of evidence, not several.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "study/study.hpp"

namespace ice::judge {

/// Two runs with the same seed, in one pair of cells. The value is nothing for a run that did not
/// finish (diverged, crashed ...).
struct PairOfRuns {
  std::size_t pair = 0;  ///< which pair of cells
  std::uint64_t seed = 0;
  std::optional<double> better, than;
};

/// One seed. Differences are positive in favour of the claim. A run without a value is worse than
/// every other run: a pair with one such run is infinite, a pair of two is 0. Infinite pairs of
/// opposite signs cancel each other; if any are left over, the seed is infinite. These rules treat
/// both sides alike: exchanging the sides changes only the sign, which is all that the tests
/// require.
struct SeedDifference {
  std::uint64_t seed = 0;
  double mean = 0;    ///< mean of its pairs' differences
  double excess = 0;  ///< mean of its pairs' differences less `by`
};

struct SeedDifferences {
  std::vector<SeedDifference> seeds;         ///< sorted by seed
  std::size_t pairs = 0;                     ///< pairs of runs that the seeds hold
  std::size_t left_out = 0;                  ///< pairs of runs that are not used
  std::size_t bad_better = 0, bad_than = 0;  ///< runs without a value on each side
  double rounding = 0;                       ///< differences up to this are rounding noise
};

/// Compares seeds at the same settings: leaves out pairs of cells that fewer than half of the seeds
/// have, then seeds that lack one of the remaining pairs.
[[nodiscard]] SeedDifferences differences_by_seed(std::span<const PairOfRuns> pairs,
                                                  study::Goal goal, double by);

}  // namespace ice::judge
