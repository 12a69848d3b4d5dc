#pragma once
// Reads with which files and on which machines runs were trained. Functions throw StoreError.
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_filter.hpp"

namespace ice::store {

/// The provenance of these runs. Files and environments stand in the order of their first use.
[[nodiscard]] Provenance load_provenance(Connection& connection,
                                         const std::vector<SelectedRun>& runs);

}  // namespace ice::store
