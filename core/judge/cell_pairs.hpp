#pragma once
// Which cells of a study a claim compares.
#include <cstdint>
#include <utility>
#include <vector>

#include "study/study.hpp"

namespace ice::judge {

/// Cells that a claim compares. Parameters that both sides name may differ within a pair; one that
/// a single side names must be equal where it exists in both cells; all others must be equal.
struct CellPairs {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;  ///< (better, than)
  std::vector<std::uint64_t> alone;  ///< that fit a side and have no partner
};
[[nodiscard]] CellPairs pair_cells(const study::Study& study, const study::Claim& claim);

}  // namespace ice::judge
