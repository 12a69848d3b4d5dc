#pragma once
// Finds which runs a claim compares: pairs with the same seed and the same values of all other
// parameters. The differences of each seed are averaged.
#include <span>
#include <string>
#include <vector>

#include "judge/cell_pairs.hpp"
#include "judge/seed_differences.hpp"
#include "store/query/outcomes.hpp"
#include "study/study.hpp"

namespace ice::judge {

/// The paired runs of a claim.
struct RunPairs {
  SeedDifferences of_seeds;
  std::vector<std::string> unpaired;  ///< recorded runs without a partner: "cell 3, seed 7"
  /// When the first of all these runs, paired or not, was started (utc_text); empty without runs.
  std::string first_started;
  std::vector<std::string> cell_keys;  ///< keys of the cells that are compared, sorted
  std::string cells;                   ///< digest of cell_keys
  std::string runs;                    ///< digest of these cells and the seeds that are compared
};
/// `outcomes` are of the claim's metric (Reader::outcomes), `cells` all cells of the study's plan.
/// Interrupted runs are passed over.
[[nodiscard]] RunPairs pair_runs(const study::Study& study, const study::Claim& claim,
                                 std::span<const store::Outcome> outcomes, const CellValues& cells);

}  // namespace ice::judge
