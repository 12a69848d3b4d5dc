#pragma once
// Finds which cells of a study a claim compares with each other.
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/value.hpp"

#include "study/study.hpp"

namespace ice::judge {

/// Numbers of cells in the study's expansion. Within a pair, parameters that both sides of the
/// claim name may differ. One that a single side names must be equal where it exists in both cells.
/// All others must be equal.
struct CellPairs {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;  ///< (better, than)
  std::vector<std::uint64_t> alone;  ///< cells that fit one side and have no partner
};

/// Number of a cell in the study's plan -> its values, one per parameter in the order of
/// Experiment::parameters, null where the parameter does not exist.
using CellValues = std::map<std::uint64_t, std::vector<base::Value>>;

/// The cells that are known without results, without repetitions and excluded ones. Walks all of
/// them.
[[nodiscard]] CellValues planned_cells(const study::Study& study);

/// Pairs these cells of the study.
[[nodiscard]] CellPairs pair_cells(const study::Study& study, const study::Claim& claim,
                                   const CellValues& cells);

}  // namespace ice::judge
