#include "boundary_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/leaderboard.hpp"
#include "report/table.hpp"
#include "run/boundary.hpp"
#include "spec/study.hpp"

namespace ice::cli {
namespace {

constexpr std::uint64_t kPlaces = 201;  // along each side of a plane

// A cell's best run.
struct Best {
  std::uint64_t cell = 0;
  std::string key;
  double value = 0;
};

std::size_t column(const store::Table& runs, const std::string& name) {
  const auto at = std::ranges::find(runs.columns, name);
  if (at == runs.columns.end()) throw base::Error("no column " + name);
  return static_cast<std::size_t>(at - runs.columns.begin());
}

// Of one cell's finished runs that have the metric.
std::vector<Best> best_runs(store::Reader& reader, const store::Table& runs,
                            const store::StudyRow& study, const std::vector<std::uint64_t>& cells) {
  const std::size_t id = column(runs, "id"), cell = column(runs, "cell"),
                    metric = column(runs, study.metric), status = column(runs, "status");
  std::vector<Best> best;
  for (const std::uint64_t wanted : cells) {
    std::string run;
    double value = 0;
    for (const auto& row : runs.rows) {
      if (row[cell] != wanted || row[status] != "finished" || !row[metric].is_number()) continue;
      const double own = row[metric].get<double>();
      const bool is_better = study.goal == spec::Goal::kMinimize ? own < value : own > value;
      if (!run.empty() && !is_better) continue;
      run = row[id].get<std::string>();
      value = own;
    }
    if (!run.empty()) best.push_back({wanted, reader.run(run).run.key, value});
  }
  return best;
}

// The best cells, in the study's order.
std::vector<std::uint64_t> best_cells(const report::Leaderboard& board, std::size_t most) {
  std::vector<std::uint64_t> cells;
  for (const report::Place& place : board.places)
    if (place.metric.n > 0 && cells.size() < most) cells.push_back(place.cell);
  std::ranges::sort(cells);
  return cells;
}

std::string title_of(const report::Leaderboard& board, const Best& best) {
  const auto place = std::ranges::find(board.places, best.cell, &report::Place::cell);
  const std::string name = board.parameters.empty() ? "" : describe(board, *place) + ": ";
  return fmt::format("{}{}", name, base::format_short(best.value, 4));
}

std::vector<report::LabelledPoint> points_of(const run::TrainedPlane& plane) {
  std::vector<report::LabelledPoint> points;
  for (std::size_t j = 0; j < plane.labels.size(); ++j)
    points.push_back({plane.X(0, j), plane.X(1, j), plane.labels[j]});
  return points;
}

}  // namespace

report::BoundaryFigure boundary_figure(const std::filesystem::path& store, const std::string& name,
                                       const run::RunOptions& options, std::size_t most) {
  store::Reader reader(store);
  const store::StudyRow row = reader.study(name);
  const store::Table runs = reader.runs({name, "", "", 0});
  const report::Leaderboard board = report::rank_cells(runs, row.metric, row.goal);
  const std::vector<std::uint64_t> cells = best_cells(board, most);
  if (cells.empty())
    throw base::UserError("study " + name, "no run of it has finished, so there is no boundary");
  const std::vector<Best> best = best_runs(reader, runs, row, cells);

  const spec::Study study = spec::load_recorded(row.spec, name, std::filesystem::current_path());
  std::vector<std::string> keys;
  for (const Best& run : best) keys.push_back(run.key);
  const run::Planes planes = run::planes_of(study, options, store, keys, kPlaces);

  report::BoundaryFigure figure;
  figure.title = row.title.empty() ? name : row.title;
  figure.subtitle = fmt::format("study {}; the class that the best run of each cell gives, its {}",
                                name, row.metric);
  figure.x_label = planes.features.at(0);
  figure.y_label = planes.features.at(1);
  figure.x = {planes.grid.x_low, planes.grid.x_high};
  figure.y = {planes.grid.y_low, planes.grid.y_high};
  figure.classes = planes.classes;
  for (std::size_t i = 0; i < best.size(); ++i)
    figure.panels.push_back({title_of(board, best[i]), points_of(planes.of_runs[i]),
                             planes.of_runs[i].regions, kPlaces, kPlaces});
  return figure;
}

}  // namespace ice::cli
