#pragma once
// Finds which cells of a study a claim compares with each other.
#include <cstdint>
#include <utility>
#include <vector>

#include "study/study.hpp"

namespace ice::judge {

/// Numbers of cells in the study's expansion. Within a pair, parameters that both sides of the
/// claim name may differ. One that a single side names must be equal where it exists in both cells.
/// All others must be equal.
struct CellPairs {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;  ///< (better, than)
  std::vector<std::uint64_t> alone;  ///< cells that fit one side and have no partner
};
/// Walks all cells of the study.
[[nodiscard]] CellPairs pair_cells(const study::Study& study, const study::Claim& claim);

}  // namespace ice::judge
