#pragma once
// Which runs a query means, and in which order.
#include <cstdint>
#include <vector>

#include "store/query.hpp"
#include "store/scope.hpp"

namespace ice::store {

/// Row ids of the runs of a query, in its order. Throws UserError for a name or an expression that
/// is wrong.
[[nodiscard]] std::vector<std::int64_t> select_runs(Connection& connection, const Scope& scope,
                                                    const RunQuery& query);

}  // namespace ice::store
