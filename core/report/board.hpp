#pragma once
// Writes the leaderboard of a study, which `ice best` prints, and `ice run` at its end.
#include <cstddef>
#include <optional>
#include <string>

#include "cli/selection.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

struct BoardOptions {
  std::string metric;              ///< empty: the experiment's
  std::optional<std::size_t> top;  ///< cells to show, 0: all; not given: 10 for people, else all
  std::string suffix;              ///< ends the commands that are suggested: " --db FILE"
  store::At at = store::At::kFinal;
  SelectionOptions selection = {};
};

/// The cells of a study, best first. Throws UserError for an unknown study, revision or metric.
[[nodiscard]] std::string board_text(store::Reader& reader, const std::string& study,
                                     const BoardOptions& options, const report::TableStyle& style);

/// Drops the column of this name, if there is one.
void drop_column(store::Table& table, const std::string& name);

}  // namespace ice::cli
