#pragma once
// Why a --where finds nothing: the comparisons in it that no run can meet, because no run has such
// a value.
#include <string>
#include <vector>

#include "store/query/scope.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A line for each comparison of the expression that holds for no run of the scope because of how
/// its value is written, with the value that was probably meant: "No run has hidden = '[64,32]'.
/// Did you mean '[64, 32]'?". None when each could hold alone. The expression must be sound
/// (select_runs).
[[nodiscard]] std::vector<std::string> where_hints(Connection& connection, const Scope& scope,
                                                   const std::string& where);

}  // namespace ice::store
