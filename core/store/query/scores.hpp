#pragma once
// Reads one metric of a study's runs by cell, and the cells themselves.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// The implementations of Reader::scores, Reader::metrics and Reader::cells. REQUIRES:
/// scope.study_id. `chosen`: row ids of the runs whose scores are wanted; nullopt: all.
[[nodiscard]] std::vector<Score> load_scores(Connection& connection, const Scope& scope,
                                             const std::string& metric, At at,
                                             const std::optional<std::set<std::int64_t>>& chosen);
[[nodiscard]] std::vector<std::string> load_metric_names(Connection& connection,
                                                         const Scope& scope);
[[nodiscard]] CellTable load_cells(Connection& connection, const Scope& scope,
                                   const std::vector<std::uint64_t>& numbers);

}  // namespace ice::store
