#pragma once
// The learning curves of a study as a figure: a line a cell.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/leaderboard.hpp"
#include "store/query/query.hpp"

namespace ice::report {

/// The mean over some runs' curves, with a band from the lowest to the highest, at the epochs that
/// all of them recorded. One curve has no band.
[[nodiscard]] Line mean_line(const std::vector<store::Curve>& curves);

struct CurveOptions {
  std::string metric;  ///< "dev.cost"; empty: the experiment's, or train.cost where it has no curve
  std::size_t named = 8;       ///< the best cells get a colour and a name; the others are grey
  std::uint64_t revision = 0;  ///< only the cells of this revision of the study, 0: of all
  bool superseded = false;     ///< also cells that newer ones supersede
};

/// The curves of a study: cells in the order of the leaderboard, each over its finished runs (over
/// all its runs where none finished: "diverged" then stands in its name). Throws UserError when the
/// study is unknown or has no curve of the metric.
[[nodiscard]] Figure curves_of(store::Reader& reader, const std::string& name,
                               const CurveOptions& options);

/// The curves of one run: a figure for cost, accuracy ..., in it a line for each part of the data
/// (train, dev). A curve with fewer than two finite values is no line.
[[nodiscard]] std::vector<Figure> curves_of_run(const std::vector<store::Curve>& curves);

}  // namespace ice::report
