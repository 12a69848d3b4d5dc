#pragma once
// Explains why a --where matches no run: it finds the comparisons that no run can meet, because
// none has such a value.
#include <string>
#include <vector>

#include "store/query/run_scope.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// At most 5 lines: one for each comparison that holds for no run of the scope because of how its
/// value is written, with the value that was probably meant ("No run has hidden = '[64,32]'. Did
/// you mean '[64, 32]'?"). Empty when each comparison holds for some run. REQUIRES: select_runs
/// accepts the expression.
[[nodiscard]] std::vector<std::string> where_hints(Connection& connection, const Scope& scope,
                                                   const std::string& where);

}  // namespace ice::store
