#pragma once
// Ranks the cells of a study by a metric over their seeds. Order of calls: rank_cells() for all
// cells, describe_cells() or describe_top() for those to show, then to_table() or describe().
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "judge/stats.hpp"
#include "store/query/query.hpp"
#include "study/study.hpp"

namespace ice::report {

/// One ranked cell. Key and parameters are empty until the cell is described.
struct RankedCell {
  std::uint64_t cell = 0;                ///< its number in the study
  std::string key;                       ///< the cell's key
  std::vector<store::Field> parameters;  ///< in the order of Leaderboard::parameters
  judge::Summary metric;                 ///< over the finished runs
  std::size_t failed = 0;                ///< runs that did not finish: diverged, crashed ...
};

struct Leaderboard {
  std::string metric;
  std::vector<std::string> parameters;  ///< full paths of those in which cells differ
  std::vector<RankedCell> cells;        ///< best mean first; cells without a finished run last
};

/// REQUIRES: `scores` are sorted by cell, as Reader::scores returns them.
[[nodiscard]] Leaderboard rank_cells(const std::vector<store::Score>& scores,
                                     const std::string& metric, study::Goal goal);

/// Reads key and parameters of the cells at these indices of `board.cells`. Removes those of all
/// others.
void describe_cells(store::Reader& reader, const store::RunQuery& query,
                    const std::vector<std::size_t>& indices, Leaderboard& board);

/// The same for the `top` best cells; 0: all.
void describe_top(store::Reader& reader, const store::RunQuery& query, std::size_t top,
                  Leaderboard& board);

/// The `top` best cells (0: all) as a table: rank, cell, parameters, the mean under the metric's
/// name, deviation, low, high, n, failed. REQUIRES: these cells are described.
[[nodiscard]] store::Table to_table(const Leaderboard& leaderboard, std::size_t top = 0);

/// "optimizer.learning_rate = 0.1, network.activation = tanh" with short names; "the only cell"
/// when nothing varies. REQUIRES: the cell is described.
[[nodiscard]] std::string describe(const Leaderboard& leaderboard, const RankedCell& cell);

}  // namespace ice::report
