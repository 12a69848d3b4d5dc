#pragma once
// Makes figures of learning curves: of a study, with a line for each cell, or of one run.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/leaderboard.hpp"
#include "store/query/query.hpp"

namespace ice::report {

/// The mean of some runs' curves, with a band from the lowest to the highest value, at the epochs
/// that all of them recorded. A single curve has no band.
[[nodiscard]] Line mean_line(const std::vector<store::Curve>& curves);

struct CurveOptions {
  std::string metric;  ///< "dev.cost"; empty: the experiment's, or train.cost where it has no curve
  std::size_t named = 8;       ///< this many best cells have a colour and a name, others are grey
  std::uint64_t revision = 0;  ///< only the cells of this revision of the study; 0: of all
  bool superseded = false;     ///< also cells that newer ones supersede
};

/// The curves of a study, with the cells in the order of the leaderboard. A cell's line is over its
/// finished runs; when none finished, over all its runs, and its name says so. Throws UserError
/// when the study is unknown or has no curve of the metric, and what Reader throws.
[[nodiscard]] Figure curves_of(store::Reader& reader, const std::string& name,
                               const CurveOptions& options);

/// The curves of one run: a figure for each of cost, accuracy ..., in it a line for each part of
/// the data (train, dev). Leaves out curves with fewer than two finite values.
[[nodiscard]] std::vector<Figure> curves_of_run(const std::vector<store::Curve>& curves);

}  // namespace ice::report
