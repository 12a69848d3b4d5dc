#pragma once
// Makes a figure of the cells of a study that no other one beats in two metrics.
#include "report/figure.hpp"
#include "report/study_cells.hpp"

namespace ice::report {

/// Each cell is a point by its means of two metrics, which `by` or else `metric` names as "A,B";
/// the cells of the front are joined, and the first `top` (8) have names. Throws UserError as
/// cells_of() does, and where it does not name two metrics.
[[nodiscard]] Figure pareto_of(store::Reader& reader, const PlotRequest& request);

}  // namespace ice::report
