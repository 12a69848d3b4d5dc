#pragma once
// Which parameters are worth a column beside some cells, and their values.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/scope.hpp"

namespace ice::store {

/// Names of parameters by the ids of their rows in the table `names`.
using NamesById = std::map<std::int64_t, std::string>;

/// Some cells and their parameters, by the ids of their rows: cell -> name -> value.
using CellParams = std::map<std::int64_t, std::map<std::int64_t, Field>>;

/// The parameters in which cells differ: of a study those of the scope, without one all of the
/// store. A parameter that some of the `shown` cells have and others do not counts where nothing
/// else tells them apart.
[[nodiscard]] NamesById varied_params(Connection& connection, const Scope& scope,
                                      const std::vector<std::int64_t>& shown);

/// The values of these parameters in these cells.
[[nodiscard]] CellParams load_params(Connection& connection, const std::vector<std::int64_t>& cells,
                                     const NamesById& names);

}  // namespace ice::store
