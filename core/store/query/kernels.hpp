#pragma once
// Counts the kernels by which runs were trained. Functions throw StoreError.
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_filter.hpp"

namespace ice::store {

/// The kernels of these runs, most runs first.
[[nodiscard]] std::vector<Kernels> count_kernels(Connection& connection,
                                                 const std::vector<SelectedRun>& runs);

/// Whether the store has environments with different kernels. Reads a few rows.
[[nodiscard]] bool has_several_kernels(Connection& connection);

}  // namespace ice::store
