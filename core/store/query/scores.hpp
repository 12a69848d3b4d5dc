#pragma once
// A study's runs by cell, seen through one metric, and the cells themselves.
#include <cstdint>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/scope.hpp"

namespace ice::store {

/// As Reader::scores, metrics and cells say, of a study's scope.
[[nodiscard]] std::vector<Score> load_scores(Connection& connection, const Scope& scope,
                                             const std::string& metric, At at);
[[nodiscard]] std::vector<std::string> load_metric_names(Connection& connection,
                                                         const Scope& scope);
[[nodiscard]] CellTable load_cells(Connection& connection, const Scope& scope,
                                   const std::vector<std::uint64_t>& numbers);

}  // namespace ice::store
