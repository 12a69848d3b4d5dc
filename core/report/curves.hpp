#pragma once
// Makes figures of learning curves: of a study, with a line for each cell, or of one run.
#include <vector>

#include "report/figure.hpp"
#include "report/study_cells.hpp"
#include "store/query/query.hpp"

namespace ice::report {

/// The mean of some runs' curves, with a band from the lowest to the highest value, at the epochs
/// that all of them recorded. A single curve has no band.
[[nodiscard]] Line mean_line(const std::vector<store::Curve>& curves);

/// The curves of a study, with the cells in the order of the leaderboard by `by`, or else the
/// study's metric. The `top` (8) best cells have a colour and a name, the others are grey. The
/// metric is the request's, else the study's, or train.cost where that has no curve. A cell's line
/// is over its finished runs; when none finished, over all its runs, and its name says so. Throws
/// UserError when the study is unknown or has no curve of the metric, and what Reader throws.
[[nodiscard]] Figure curves_of(store::Reader& reader, const PlotRequest& request);

/// The curves of one run: a figure for each of cost, accuracy ..., in it a line for each part of
/// the data (train, dev). Leaves out curves with fewer than two finite values.
[[nodiscard]] std::vector<Figure> curves_of_run(const std::vector<store::Curve>& curves);

}  // namespace ice::report
