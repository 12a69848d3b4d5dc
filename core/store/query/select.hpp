#pragma once
// Which runs a query means, and in which order.
#include <cstdint>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/scope.hpp"

namespace ice::store {

/// A run, by the id of its row, and the study whose cell it is shown as.
struct SelectedRun {
  std::int64_t id = 0, study_id = 0;
};

/// The runs of a query, each once, in its order: of a scope by study, a run that several studies
/// hold is shown as the first one's for which the expression holds, the one that recorded it
/// before others. Throws UserError for a name or an expression that is wrong.
[[nodiscard]] std::vector<SelectedRun> select_runs(Connection& connection, const Scope& scope,
                                                   const RunQuery& query);

/// Whether an expression or the column to sort by speaks of studies, of which a run may have
/// several.
[[nodiscard]] bool speaks_of_studies(const RunQuery& query);

}  // namespace ice::store
