#pragma once
// Ranks groups of a study's cells: those with the same values of some parameters.
#include <string>
#include <vector>

#include "report/leaderboard.hpp"

namespace ice::report {

/// A row for each combination of values of the parameters `by` (full names), best mean first: rank,
/// the parameters, and of the metric the mean, deviation, low, high; n seeds, cells, runs, failed.
/// The finished runs of a seed in the group's cells are averaged first, because they share start
/// values and order of samples; mean, deviation and interval are over the seeds.
/// REQUIRES: all cells of `board` are described. Throws UserError for a parameter in which the
/// cells do not differ.
[[nodiscard]] store::Table group_cells(const Leaderboard& board,
                                       const std::vector<store::Score>& scores,
                                       const std::vector<std::string>& by, study::Goal goal);

}  // namespace ice::report
