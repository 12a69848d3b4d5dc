#pragma once
// Makes a figure of how a study's best value fell or rose from run to run.
#include "report/figure.hpp"
#include "report/study_cells.hpp"

namespace ice::report {

/// The value of each finished run as a grey point, in the order in which runs were recorded, and
/// the best so far as a line. `top`: only the runs of so many best cells. Throws UserError as
/// cells_of() does.
[[nodiscard]] Figure history_of(store::Reader& reader, const PlotRequest& request);

}  // namespace ice::report
