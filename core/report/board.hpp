#pragma once
// Writes the leaderboard of a study, which `ice best` prints, and `ice run` at its end.
#include <cstddef>
#include <optional>
#include <string>

#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::report {

struct BoardOptions {
  store::RunQuery query;           ///< the study, and which of its runs are looked at (`where`)
  std::string metric;              ///< empty: the experiment's
  std::optional<std::size_t> top;  ///< cells to show, 0: all; not given: 10 for people, else all
  std::string suffix;              ///< ends the commands that are suggested: " --db FILE"
  store::At at = store::At::kFinal;
};

/// The cells of a study, best first. Throws UserError for an unknown study, revision or metric.
[[nodiscard]] std::string board_text(store::Reader& reader, const BoardOptions& options,
                                     const TableStyle& style);

}  // namespace ice::report
