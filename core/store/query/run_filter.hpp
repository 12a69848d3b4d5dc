#pragma once
// Selects the runs of a query and puts them in order.
#include <cstdint>
#include <vector>

#include "store/query/query.hpp"
#include "store/query/run_scope.hpp"

namespace ice::store {

/// A selected run, and the study with which it is shown.
struct SelectedRun {
  std::int64_t id = 0, study_id = 0;  ///< row ids
};

/// The runs of a query in its order, each once. In a scope with by_study, a run of several studies
/// is shown with the first study for which the expression holds; the study that recorded it comes
/// first. Throws UserError for an unknown name or a wrong expression.
[[nodiscard]] std::vector<SelectedRun> select_runs(Connection& connection, const Scope& scope,
                                                   const RunQuery& query);

/// Whether the expression or the sort column mentions `study`, of which a run may have several. The
/// scope then needs by_study.
[[nodiscard]] bool speaks_of_studies(const RunQuery& query);

}  // namespace ice::store
