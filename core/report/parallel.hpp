#pragma once
// Makes a figure of a study's cells in parallel coordinates.
#include "report/figure.hpp"
#include "report/study_cells.hpp"

namespace ice::report {

/// An axis for each parameter and, last, for the metric; a line for each cell that has a value. The
/// `top` (8) best cells have a colour and a name. A cell has a gap where it lacks a parameter.
/// Throws UserError as cells_of() does, and where no parameter varies.
[[nodiscard]] Figure parallel_of(store::Reader& reader, const PlotRequest& request);

}  // namespace ice::report
