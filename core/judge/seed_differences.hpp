#pragma once
// What each seed says of a claim: the differences of its pairs of runs, averaged. The runs of a
// seed share its start values and its order of samples: they are one piece of evidence.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "study/study.hpp"

namespace ice::judge {

/// Two runs of one seed in one pair of cells. A run without a value (diverged, crashed ...) has
/// none here.
struct PairOfRuns {
  std::size_t pair = 0;  ///< which pair of cells
  std::uint64_t seed = 0;
  std::optional<double> better, than;
};

/// One seed. Positive is in favour of the claim. A run without a value is worse than every other:
/// such pairs are infinite, those of opposite signs cancel each other, and what is left over makes
/// the seed infinite. A pair of two such runs is 0. Both rules treat the sides alike: exchanging
/// them changes the sign and nothing else, which is all that the tests ask for.
struct SeedDifference {
  std::uint64_t seed = 0;
  double mean = 0;    ///< over its pairs
  double excess = 0;  ///< the same of what is beyond `by`
};

struct SeedDifferences {
  std::vector<SeedDifference> seeds;         ///< by seed
  std::size_t pairs = 0;                     ///< of runs, that these hold
  std::size_t left_out = 0;                  ///< pairs that these do not hold
  std::size_t bad_better = 0, bad_than = 0;  ///< runs without a value on each side
  double rounding = 0;                       ///< differences up to this are rounding noise
};

/// Seeds are compared at the same settings: pairs of cells that fewer than half of the seeds have
/// are left out, then seeds that lack one of those that stay.
[[nodiscard]] SeedDifferences differences_by_seed(std::span<const PairOfRuns> pairs,
                                                  study::Goal goal, double by);

}  // namespace ice::judge
