#pragma once
// Which runs a claim compares: pairs with the same seed and the same values of every other
// parameter, averaged over each seed.
#include <span>
#include <string>
#include <vector>

#include "judge/seed_differences.hpp"
#include "store/query/outcomes.hpp"
#include "study/study.hpp"

namespace ice::judge {

/// The paired runs of a claim.
struct RunPairs {
  SeedDifferences of_seeds;
  std::vector<std::string> unpaired;   ///< "cell 3, seed 7": recorded, but without a partner
  std::string first_started;           ///< of all these runs, paired or not; empty: there are none
  std::vector<std::string> cell_keys;  ///< of the cells that the seeds compare, sorted
  std::string cells;                   ///< digest of these
  std::string runs;                    ///< digest of these and the seeds
};
[[nodiscard]] RunPairs pair_runs(const study::Study& study, const study::Claim& claim,
                                 std::span<const store::Outcome> outcomes);

}  // namespace ice::judge
