#pragma once
// Selects which runs a command looks at, and prints what it leaves out.
#include <cstdint>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// --revision and --superseded, --where and --since.
struct SelectionOptions {
  std::uint64_t revision = 0;  ///< 0: all
  bool superseded = false;
  std::string where, since;  ///< as they are given; empty: all runs

  /// The query for these runs of a study. Throws UserError for a --since that is no time.
  [[nodiscard]] store::RunQuery of(const std::string& study) const;
  /// Ends a suggested command that looks at the same runs: " --where 'seed < 9'".
  [[nodiscard]] std::string suffix() const;
};
void add_selection_options(const Command& command, SelectionOptions& options);
void add_where_options(const Command& command, SelectionOptions& options);

/// Prints a sentence that belongs to a table: below a table for people, else to standard error,
/// where it cannot mix with rows. Prints nothing when it is empty.
void print_note(const std::string& note, const report::TableStyle& style);

/// Prints the notes on a table of these runs: which runs it leaves out (`how` says how they can be
/// shown), and whether its runs were trained by different kernels.
void print_notes(store::Reader& reader, const store::RunQuery& query, const std::string& how,
                 const report::TableStyle& style);

/// "'ice runs swish --superseded' shows them", for commands that cannot show them. `suffix`:
/// StoreOptions::suffix().
[[nodiscard]] std::string shown_by_runs(const std::string& study, const std::string& suffix);

}  // namespace ice::cli
