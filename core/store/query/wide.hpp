#pragma once
// Runs as a wide table: a column for each parameter that varies, and for each metric.
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/scope.hpp"
#include "store/query/select.hpp"

namespace ice::store {

/// These runs as Reader::runs says, with the columns of these names too. A name that is no one
/// column's is passed over.
[[nodiscard]] Table wide_table(Connection& connection, const Scope& scope,
                               const std::vector<SelectedRun>& runs,
                               const std::vector<std::string>& more);

}  // namespace ice::store
