#pragma once
// The learning curves of a study for the page, thinned to what a browser draws at once.
#include <string>
#include <vector>

#include "report/page/cells_json.hpp"

namespace ice::report {

/// {"lines": {metric: {cell's index: {"x", "y", "low", "high"}}}, "epochs": [[epoch]], "left_out":
/// [metric]}, where "x" is the index of a list of epochs. A line is the mean over a cell's seeds,
/// its band is from the lowest to the highest of them; a line of one seed has no band, and a gap is
/// null. A line has at most 1000 points, and fewer where many lines share the page. Metrics for
/// which no room is left are left out, the last of `metrics` first.
[[nodiscard]] base::Value curves_json(const Shown& shown, const std::vector<ShownCell>& cells,
                                      const std::vector<std::string>& metrics);

}  // namespace ice::report
