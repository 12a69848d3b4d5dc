#pragma once
// The decision boundaries of a study's cells as a figure.
#include <string>

#include "report/boundary.hpp"
#include "run/run_study.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// The best run of each of the `most` best cells that the query (study, revision, superseded) looks
/// at, in the study's order, revision by revision, with its network's regions. Throws UserError as
/// predict::planes_of does, and for a study without a finished run.
[[nodiscard]] report::BoundaryFigure boundary_figure(const std::filesystem::path& store,
                                                     const store::RunQuery& query,
                                                     const run::RunOptions& options,
                                                     std::size_t most);

}  // namespace ice::cli
