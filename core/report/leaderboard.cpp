#include "report/leaderboard.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/text.hpp"
#include "metric/metric.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

using Row = std::vector<store::Field>;

// Best mean first; no mean last. Equal ones stay in the order of their cells.
void rank(std::vector<RankedCell>& cells, study::Goal goal) {
  const double sign = goal == study::Goal::kMinimize ? 1 : -1;
  std::stable_sort(cells.begin(), cells.end(), [sign](const RankedCell& a, const RankedCell& b) {
    const double x = a.metric.mean;
    const double y = b.metric.mean;
    return std::isnan(x) || std::isnan(y) ? std::isnan(x) < std::isnan(y) : sign * x < sign * y;
  });
}

}  // namespace

Leaderboard rank_cells(const std::vector<store::Score>& scores, const std::string& metric,
                       study::Goal goal) {
  Leaderboard board{metric, {}, {}};
  std::vector<double> values;
  for (auto score = scores.begin(); score != scores.end();) {
    RankedCell& cell = board.cells.emplace_back();
    cell.cell = score->cell;
    values.clear();
    for (; score != scores.end() && score->cell == cell.cell; ++score) {
      if (score->status != store::Status::kFinished)
        ++cell.failed;
      else if (score->value)
        values.push_back(*score->value);
    }
    cell.metric = judge::summarize(values, metric::bounds_of(metric));
  }
  rank(board.cells, goal);
  return board;
}

void describe_cells(store::Reader& reader, const store::RunQuery& query,
                    const std::vector<std::size_t>& indices, Leaderboard& board) {
  std::vector<std::uint64_t> numbers;
  for (const std::size_t i : indices) numbers.push_back(board.cells[i].cell);
  store::CellTable cells = reader.cells(query, numbers);
  board.parameters = std::move(cells.parameters);
  for (RankedCell& cell : board.cells) {
    const auto found = cells.cells.find(cell.cell);
    if (found == cells.cells.end()) {
      cell.key.clear();
      cell.parameters.clear();
    } else {
      cell.key = std::move(found->second.key);
      cell.parameters = std::move(found->second.values);
    }
  }
}

void describe_top(store::Reader& reader, const store::RunQuery& query, std::size_t top,
                  Leaderboard& board) {
  std::vector<std::size_t> indices(top == 0 ? board.cells.size()
                                            : std::min(top, board.cells.size()));
  std::iota(indices.begin(), indices.end(), std::size_t{0});
  describe_cells(reader, query, indices, board);
}

store::Table to_table(const Leaderboard& leaderboard, std::size_t top) {
  store::Table table;
  table.columns = {"rank", "cell"};
  table.columns.insert(table.columns.end(), leaderboard.parameters.begin(),
                       leaderboard.parameters.end());
  for (const std::string& name : {leaderboard.metric, std::string("deviation"), std::string("low"),
                                  std::string("high"), std::string("n"), std::string("failed")})
    table.columns.push_back(name);
  const std::size_t count =
      top == 0 ? leaderboard.cells.size() : std::min(top, leaderboard.cells.size());
  for (std::size_t i = 0; i < count; ++i) {
    const RankedCell& cell = leaderboard.cells[i];
    Row row{i + 1, cell.cell};
    row.insert(row.end(), cell.parameters.begin(), cell.parameters.end());
    const judge::Summary& s = cell.metric;
    for (const double x : {s.mean, s.deviation, s.low, s.high}) row.push_back(field_of(x));
    row.emplace_back(s.n);
    row.emplace_back(cell.failed);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string describe(const Leaderboard& leaderboard, const RankedCell& cell) {
  const std::vector<std::string> names = short_names(leaderboard.parameters);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!cell.parameters[i].is_null())
      parts.push_back(names[i] + " = " + base::to_text(cell.parameters[i]));
  }
  return parts.empty() ? "the only cell" : base::join(parts, ", ");
}

}  // namespace ice::report
