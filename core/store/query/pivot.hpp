#pragma once
// Makes a wide table of runs, with a column for each parameter that varies and for each metric.
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_filter.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// The table of these runs, as Reader::runs describes it. `more` are the names in
/// RunQuery::columns; a name that is not that of exactly one column is ignored.
[[nodiscard]] Table wide_table(Connection& connection, const Scope& scope,
                               const std::vector<SelectedRun>& runs,
                               const std::vector<std::string>& more);

}  // namespace ice::store
