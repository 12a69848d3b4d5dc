#pragma once
// The cells of a study, ranked by a metric over their seeds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "judge/stats.hpp"
#include "store/query/query.hpp"
#include "study/study.hpp"

namespace ice::report {

/// One cell over its seeds.
struct Place {
  std::uint64_t cell = 0;
  std::string key;  ///< of the cell; as `parameters`, empty until the place is described
  std::vector<store::Field> parameters;  ///< in the order of Leaderboard::parameters
  judge::Summary metric;                 ///< values of the finished runs
  std::size_t failed = 0;                ///< runs that did not finish: diverged, crashed ...
};

struct Leaderboard {
  std::string metric;
  std::vector<std::string> parameters;  ///< those in which cells of the study differ, full paths
  std::vector<Place> places;            ///< best mean first; cells without a finished run last
};

/// Ranks the cells of one study by their runs (Reader::scores), which stand by cell; no place is
/// described.
[[nodiscard]] Leaderboard rank_cells(const std::vector<store::Score>& scores,
                                     const std::string& metric, study::Goal goal);

/// Reads the parameters of the places at these indices, and which ones there are. A place that is
/// not among them is no longer described.
void describe_places(store::Reader& reader, const store::RunQuery& query,
                     const std::vector<std::size_t>& places, Leaderboard& board);

/// The same for the first `top` places, 0: all.
void describe_top(store::Reader& reader, const store::RunQuery& query, std::size_t top,
                  Leaderboard& board);

/// The best `top` places (0: all), which are described, as a table: rank, parameters, the mean
/// under the metric's name, deviation, low, high, n, failed.
[[nodiscard]] store::Table to_table(const Leaderboard& leaderboard, std::size_t top = 0);

/// "optimizer.learning_rate = 0.1, network.activation = tanh" with short names; "the only cell"
/// where nothing varies. The place is described.
[[nodiscard]] std::string describe(const Leaderboard& leaderboard, const Place& place);

}  // namespace ice::report
