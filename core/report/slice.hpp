#pragma once
// Makes a figure of a metric against one parameter of a study.
#include "report/figure.hpp"
#include "report/study_cells.hpp"

namespace ice::report {

/// A line for each of the `top` (1) best settings of the other parameters: the mean over seeds at
/// each value, with a band from the lowest to the highest. With a request for y, a line for each
/// value of that parameter, through the best cells that have it (accuracy against the number of
/// samples, a line for each size of the network: course 1.4). Parameters that advance with x are
/// no others. All cells are grey points. Throws
/// UserError as cells_of() and choose_parameters() do.
[[nodiscard]] Figure slice_of(store::Reader& reader, const PlotRequest& request);

}  // namespace ice::report
