#pragma once
// Runs as a wide table: a column for each parameter that varies, and for each metric.
#include <cstdint>
#include <vector>

#include "store/query.hpp"
#include "store/scope.hpp"

namespace ice::store {

/// These runs as Reader::runs says.
[[nodiscard]] Table wide_table(Connection& connection, const Scope& scope,
                               const std::vector<std::int64_t>& run_ids);

}  // namespace ice::store
