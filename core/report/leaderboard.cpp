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
void rank(std::vector<Place>& places, study::Goal goal) {
  const double sign = goal == study::Goal::kMinimize ? 1 : -1;
  std::stable_sort(places.begin(), places.end(), [sign](const Place& a, const Place& b) {
    const double x = a.metric.mean;
    const double y = b.metric.mean;
    return std::isnan(x) || std::isnan(y) ? std::isnan(x) < std::isnan(y) : sign * x < sign * y;
  });
}

// Statistics that n does not allow are gaps, not nan.
store::Field known(double x) { return std::isnan(x) ? store::Field() : store::Field(x); }

}  // namespace

Leaderboard rank_cells(const std::vector<store::Score>& scores, const std::string& metric,
                       study::Goal goal) {
  Leaderboard board{metric, {}, {}};
  std::vector<double> values;
  for (auto score = scores.begin(); score != scores.end();) {
    Place& place = board.places.emplace_back();
    place.cell = score->cell;
    values.clear();
    for (; score != scores.end() && score->cell == place.cell; ++score) {
      if (score->status != store::Status::kFinished)
        ++place.failed;
      else if (score->value)
        values.push_back(*score->value);
    }
    place.metric = judge::summarize(values, metric::bounds_of(metric));
  }
  rank(board.places, goal);
  return board;
}

void describe_places(store::Reader& reader, const store::RunQuery& query,
                     const std::vector<std::size_t>& places, Leaderboard& board) {
  std::vector<std::uint64_t> numbers;
  for (const std::size_t i : places) numbers.push_back(board.places[i].cell);
  store::CellTable cells = reader.cells(query, numbers);
  board.parameters = std::move(cells.parameters);
  for (Place& place : board.places) {
    const auto found = cells.cells.find(place.cell);
    if (found == cells.cells.end()) {
      place.key.clear();
      place.parameters.clear();
    } else {
      place.key = std::move(found->second.key);
      place.parameters = std::move(found->second.values);
    }
  }
}

void describe_top(store::Reader& reader, const store::RunQuery& query, std::size_t top,
                  Leaderboard& board) {
  std::vector<std::size_t> places(top == 0 ? board.places.size()
                                           : std::min(top, board.places.size()));
  std::iota(places.begin(), places.end(), std::size_t{0});
  describe_places(reader, query, places, board);
}

store::Table to_table(const Leaderboard& leaderboard, std::size_t top) {
  store::Table table;
  table.columns.emplace_back("rank");
  table.columns.insert(table.columns.end(), leaderboard.parameters.begin(),
                       leaderboard.parameters.end());
  for (const std::string& name : {leaderboard.metric, std::string("deviation"), std::string("low"),
                                  std::string("high"), std::string("n"), std::string("failed")})
    table.columns.push_back(name);
  const std::size_t count =
      top == 0 ? leaderboard.places.size() : std::min(top, leaderboard.places.size());
  for (std::size_t i = 0; i < count; ++i) {
    const Place& place = leaderboard.places[i];
    Row row{i + 1};
    row.insert(row.end(), place.parameters.begin(), place.parameters.end());
    const judge::Summary& s = place.metric;
    for (const double x : {s.mean, s.deviation, s.low, s.high}) row.push_back(known(x));
    row.emplace_back(s.n);
    row.emplace_back(place.failed);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string describe(const Leaderboard& leaderboard, const Place& place) {
  const std::vector<std::string> names = short_names(leaderboard.parameters);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!place.parameters[i].is_null())
      parts.push_back(names[i] + " = " + base::to_text(place.parameters[i]));
  }
  return parts.empty() ? "the only cell" : base::join(parts, ", ");
}

}  // namespace ice::report
