#pragma once
// The leaderboard of a study as text: what `ice best` prints, and `ice run` at its end.
#include <cstddef>
#include <optional>
#include <string>

#include "cli/selection.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

struct BoardOptions {
  std::string metric;              ///< empty: the experiment's
  std::optional<std::size_t> top;  ///< cells shown, 0: all; unless given 10 in a table, else all
  std::string suffix;              ///< of the commands that are suggested: " --db FILE"
  store::At at = store::At::kFinal;
  SelectionOptions selection = {};
};

[[nodiscard]] std::string board_text(store::Reader& reader, const std::string& study,
                                     const BoardOptions& options, const report::TableStyle& style);

/// What the leaderboard leaves out, a sentence; `how` says how it is shown.
[[nodiscard]] std::string left_out_of_board(store::Reader& reader, const std::string& study,
                                            const BoardOptions& options, const std::string& how);

/// Drops a column, if it is there.
void drop_column(store::Table& table, const std::string& name);

}  // namespace ice::cli
