#pragma once
// Runs as a wide table: which ones, in which order, and a column for each parameter and metric.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query.hpp"
#include "store/sqlite.hpp"

namespace ice::store {

/// The runs that are asked for: all, or those of one study, under its name and with its cells.
struct Scope {
  std::optional<std::int64_t> study_id;
  std::string study;
};

/// Row ids of the runs of a query, in its order. Throws UserError for a name or an expression that
/// is wrong.
[[nodiscard]] std::vector<std::int64_t> select_runs(Connection& connection, const Scope& scope,
                                                    const RunQuery& query);

/// These runs as Reader::runs says.
[[nodiscard]] Table wide_table(Connection& connection, const Scope& scope,
                               const std::vector<std::int64_t>& run_ids);

/// Makes the SQL function that the shown ids need known to a connection.
void define_unique_prefix(Connection& connection);

/// The id that is shown for a run `r` of runs, as SQL.
extern const char* const kShortIdSql;

}  // namespace ice::store
