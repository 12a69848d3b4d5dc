#pragma once
// Which runs a claim compares: pairs with the same seed and the same values of every other
// parameter.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "spec/study.hpp"
#include "store/outcomes.hpp"

namespace ice::report {

/// Cells that a claim compares. Parameters that both sides name may differ within a pair; one that
/// a single side names must be equal where it exists in both cells; all others must be equal.
struct CellPairs {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;  ///< (better, than)
  std::vector<std::uint64_t> alone;  ///< that fit a side and have no partner
};
[[nodiscard]] CellPairs pair_cells(const spec::Study& study, const spec::Claim& claim);

/// The paired runs of a claim.
struct RunPairs {
  /// By how much the claimed side is better, one a pair. A run that gave no value (diverged,
  /// crashed ...) is worse than every other: infinite, or 0 where both are such.
  std::vector<double> advantages;
  std::size_t seeds = 0;                     ///< different ones among the pairs
  std::size_t bad_better = 0, bad_than = 0;  ///< runs without a value on each side
  std::vector<std::string> unpaired;         ///< "cell 3, seed 7": recorded, but without a partner
  std::string first_started;  ///< of all these runs, paired or not; empty: there are none
};
[[nodiscard]] RunPairs pair_runs(const spec::Study& study, const spec::Claim& claim,
                                 std::span<const store::Outcome> outcomes);

}  // namespace ice::report
