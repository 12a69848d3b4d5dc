#include "report/board_groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

struct SeedMean {
  double sum = 0;
  std::size_t n = 0;
};

struct CellGroup {
  std::vector<store::Field> values;
  std::map<std::uint64_t, SeedMean> seeds;
  std::size_t cells = 0, runs = 0, failed = 0;
  judge::Summary metric{};
};

std::vector<std::size_t> places_of(const Leaderboard& board, const std::vector<std::string>& by) {
  std::vector<std::size_t> places;
  for (const std::string& name : by) {
    const auto found = std::ranges::find(board.parameters, name);
    if (found == board.parameters.end())
      throw base::UserError("--group-by", "the cells do not differ in " + name,
                            "They differ in " + base::join(board.parameters, ", "));
    places.push_back(static_cast<std::size_t>(found - board.parameters.begin()));
  }
  return places;
}

std::string text_of(const std::vector<store::Field>& values) { return store::Field(values).dump(); }

void add_score(const store::Score& score, CellGroup& group) {
  ++group.runs;
  if (score.status != store::Status::kFinished) {
    ++group.failed;
  } else if (score.value) {
    SeedMean& seed = group.seeds[score.seed];
    seed.sum += *score.value;
    ++seed.n;
  }
}

void summarize_group(const std::string& metric, CellGroup& group) {
  std::vector<double> means;
  for (const auto& [seed, mean] : group.seeds)
    means.push_back(mean.sum / static_cast<double>(mean.n));
  group.metric = judge::summarize(means, metric::bounds_of(metric));
}

std::vector<CellGroup> groups_of(const Leaderboard& board, const std::vector<store::Score>& scores,
                                 const std::vector<std::size_t>& places) {
  std::map<std::string, std::size_t> index;  // by the values as text
  std::map<std::uint64_t, std::size_t> of_cell;
  std::vector<CellGroup> groups;
  for (const RankedCell& cell : board.cells) {
    std::vector<store::Field> values;
    for (const std::size_t at : places) values.push_back(cell.parameters[at]);
    const auto [found, is_new] = index.emplace(text_of(values), groups.size());
    if (is_new) groups.push_back({std::move(values), {}});
    ++groups[found->second].cells;
    of_cell[cell.cell] = found->second;
  }
  for (const store::Score& score : scores) add_score(score, groups[of_cell.at(score.cell)]);
  return groups;
}

}  // namespace

store::Table group_cells(const Leaderboard& board, const std::vector<store::Score>& scores,
                         const std::vector<std::string>& by, study::Goal goal) {
  std::vector<CellGroup> groups = groups_of(board, scores, places_of(board, by));
  for (CellGroup& group : groups) summarize_group(board.metric, group);
  const double sign = goal == study::Goal::kMinimize ? 1 : -1;
  std::ranges::stable_sort(groups, [sign](const CellGroup& a, const CellGroup& b) {
    const double x = a.metric.mean;
    const double y = b.metric.mean;
    return std::isnan(x) || std::isnan(y) ? std::isnan(x) < std::isnan(y) : sign * x < sign * y;
  });
  store::Table table{{"rank"}, {}};
  table.columns.insert(table.columns.end(), by.begin(), by.end());
  table.columns.insert(table.columns.end(),
                       {board.metric, "deviation", "low", "high", "n", "cells", "runs", "failed"});
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const CellGroup& group = groups[i];
    std::vector<store::Field> row{i + 1};
    row.insert(row.end(), group.values.begin(), group.values.end());
    const judge::Summary& s = group.metric;
    for (const double x : {s.mean, s.deviation, s.low, s.high}) row.push_back(field_of(x));
    row.insert(row.end(), {s.n, group.cells, group.runs, group.failed});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace ice::report
