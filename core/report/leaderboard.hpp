#pragma once
// The cells of a study, ranked by a metric over their seeds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/stats.hpp"
#include "spec/study.hpp"
#include "store/query.hpp"

namespace ice::report {

/// One cell over its seeds.
struct Place {
  std::uint64_t cell = 0;
  std::vector<store::Field> parameters;  ///< in the order of Leaderboard::parameters
  Summary metric;                        ///< final values of the finished runs
  std::size_t failed = 0;                ///< runs that did not finish: diverged, crashed ...
};

struct Leaderboard {
  std::string metric;
  std::vector<std::string> parameters;  ///< the varied ones, full paths
  std::vector<Place> places;            ///< best mean first; cells without a finished run last
};

/// Ranks the cells of one study's runs (Reader::runs). A column `metric` that is absent makes every
/// place empty.
[[nodiscard]] Leaderboard rank_cells(const store::Table& runs, const std::string& metric,
                                     spec::Goal goal);

/// The best `top` places (0: all) as a table: rank, parameters, the mean under the metric's name,
/// deviation, low, high, n, failed.
[[nodiscard]] store::Table to_table(const Leaderboard& leaderboard, std::size_t top = 0);

/// "optimizer.learning_rate = 0.1, network.activation = tanh" with short names; "the only cell"
/// where nothing varies.
[[nodiscard]] std::string describe(const Leaderboard& leaderboard, const Place& place);

}  // namespace ice::report
