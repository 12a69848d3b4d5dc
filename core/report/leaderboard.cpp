#include "report/leaderboard.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

using Row = std::vector<store::Field>;

std::optional<std::size_t> column_of(const store::Table& table, std::string_view name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

// Columns of parameters: those with a dot that are no metric ("id", "seed" ... have none), and
// plugin references of one word.
bool is_parameter(std::string_view column) {
  constexpr std::string_view kWords[] = {"initializer", "loss", "optimizer"};
  const bool is_word = std::find(std::begin(kWords), std::end(kWords), column) != std::end(kWords);
  return is_word || (column.find('.') != std::string_view::npos && !is_metric(column));
}

struct Gathered {
  Place place;
  std::vector<double> values;
};

void gather(Gathered& cell, const Row& row, std::size_t status, std::optional<std::size_t> metric) {
  if (row[status] != "finished") {
    ++cell.place.failed;
  } else if (metric) {
    if (const auto value = base::as_number(row[*metric])) cell.values.push_back(*value);
  }
}

// Best mean first; no mean last. Equal ones stay in the order of their cells.
void rank(std::vector<Place>& places, spec::Goal goal) {
  const double sign = goal == spec::Goal::kMinimize ? 1 : -1;
  std::stable_sort(places.begin(), places.end(), [sign](const Place& a, const Place& b) {
    const double x = a.metric.mean;
    const double y = b.metric.mean;
    return std::isnan(x) || std::isnan(y) ? std::isnan(x) < std::isnan(y) : sign * x < sign * y;
  });
}

// Statistics that n does not allow are gaps, not nan.
store::Field known(double x) { return std::isnan(x) ? store::Field() : store::Field(x); }

}  // namespace

Leaderboard rank_cells(const store::Table& runs, const std::string& metric, spec::Goal goal) {
  Leaderboard board{metric, {}, {}};
  std::vector<std::size_t> parameter_columns;
  for (std::size_t i = 0; i < runs.columns.size(); ++i) {
    if (!is_parameter(runs.columns[i])) continue;
    parameter_columns.push_back(i);
    board.parameters.push_back(runs.columns[i]);
  }
  const std::size_t cell_column = column_of(runs, "cell").value();
  const std::size_t status_column = column_of(runs, "status").value();
  const auto metric_column = column_of(runs, metric);

  std::map<std::uint64_t, Gathered> cells;
  for (const Row& row : runs.rows) {
    const auto cell = row[cell_column].get<std::uint64_t>();
    const auto [it, is_new] = cells.try_emplace(cell);
    if (is_new) {
      it->second.place.cell = cell;
      for (const std::size_t at : parameter_columns) it->second.place.parameters.push_back(row[at]);
    }
    gather(it->second, row, status_column, metric_column);
  }
  for (auto& [cell, gathered] : cells) {
    gathered.place.metric = summarize(gathered.values, bounds_of(metric));
    board.places.push_back(std::move(gathered.place));
  }
  rank(board.places, goal);
  return board;
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
    const Summary& s = place.metric;
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
