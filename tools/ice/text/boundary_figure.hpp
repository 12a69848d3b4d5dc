#pragma once
// Makes a figure of the decision boundaries of a study's cells.
#include <string>

#include "report/boundary.hpp"
#include "run/run_study.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// A panel for the best run of each of the `most` best cells that the query (study, revision,
/// superseded) looks at, by revision and then in the study's order. Throws UserError for a study
/// without a finished run, and what predict::planes_of throws.
[[nodiscard]] report::BoundaryFigure boundary_figure(const std::filesystem::path& store,
                                                     const store::RunQuery& query,
                                                     const run::RunOptions& options,
                                                     std::size_t most);

}  // namespace ice::cli
