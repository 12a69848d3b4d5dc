#pragma once
// Decides which parameters of some cells are worth a column of a table, and reads their values.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// Names of parameters by their row ids in the table `names`.
using NamesById = std::map<std::int64_t, std::string>;

/// The parameters of some cells, by row ids: cell -> name -> value.
using CellParams = std::map<std::int64_t, std::map<std::int64_t, Field>>;

/// The parameters with different values in the cells of the scope (for a scope without a study, in
/// all cells of the store). When that leaves some of the `shown` cells equal, the parameters are
/// added that only some of those have.
[[nodiscard]] NamesById varied_params(Connection& connection, const Scope& scope,
                                      const std::vector<std::int64_t>& shown);

/// The values of these parameters in these cells. A cell without a parameter has no entry for it.
[[nodiscard]] CellParams load_params(Connection& connection, const std::vector<std::int64_t>& cells,
                                     const NamesById& names);

}  // namespace ice::store
