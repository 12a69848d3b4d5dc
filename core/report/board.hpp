#pragma once
// Writes the leaderboard of a study, which `ice best` prints, and `ice run` at its end.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::report {

struct BoardOptions {
  store::RunQuery query;  ///< the study, and which of its runs are looked at (`where`)
  /// Empty: the experiment's. Several: only the Pareto front, the cells that no other beats in all.
  std::vector<std::string> metrics;
  std::vector<std::string> group_by;  ///< parameters, as in `where`: ranks groups of cells
  std::string baseline;  ///< a cell's number or a run: the others' differences to it are shown
  std::string sort;      ///< a column, "-column" for descending; empty: by rank
  std::vector<std::string> columns;  ///< only these, in this order; empty: all
  std::optional<std::size_t> top;    ///< cells to show, 0: all; not given: 10 for people, else all
  std::string suffix;                ///< ends the commands that are suggested: " --db FILE"
  store::At at = store::At::kFinal;
};

/// The cells of a study, best first. Throws UserError for an unknown study, revision, metric,
/// parameter, column or baseline. REQUIRES: at most one of group_by, baseline, several metrics.
[[nodiscard]] std::string board_text(store::Reader& reader, const BoardOptions& options,
                                     const TableStyle& style);

}  // namespace ice::report
