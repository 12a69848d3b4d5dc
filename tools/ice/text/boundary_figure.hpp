#pragma once
// Makes a figure of the decision boundaries of a study's cells.
#include <filesystem>

#include "report/boundary.hpp"
#include "report/study_cells.hpp"
#include "run/run_study.hpp"

namespace ice::cli {

/// A panel for the best run of each of the `top` (8) best cells by `by`, or else the metric, or
/// else the study's; by revision and then in the study's order. Throws UserError for a study
/// without a finished run, and what predict::planes_of throws.
[[nodiscard]] report::BoundaryFigure boundary_figure(const std::filesystem::path& store,
                                                     const report::PlotRequest& request,
                                                     const run::RunOptions& options);

}  // namespace ice::cli
