#include "text/boundary_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "predict/boundary.hpp"
#include "report/leaderboard.hpp"
#include "study/study.hpp"

namespace ice::cli {
namespace {

constexpr std::uint64_t kResolution = 201;  // along each side of a plane

// A cell's best run, its index in the leaderboard, and the newest revision that held it.
struct BestRun {
  std::size_t index = 0;
  std::uint64_t revision = 0, cell = 0;
  std::string key;
  double value = 0;
};

// The best of the finished runs of a cell that have the metric.
std::optional<BestRun> best_run(const std::vector<store::Score>& scores, std::uint64_t cell,
                                study::Goal goal) {
  std::optional<BestRun> best;
  for (const store::Score& score : scores) {
    if (score.cell != cell || score.status != store::Status::kFinished || !score.value) continue;
    const double value = *score.value;
    const bool is_better =
        !best || (goal == study::Goal::kMinimize ? value < best->value : value > best->value);
    if (is_better) best = BestRun{0, 0, cell, score.key, value};
  }
  return best;
}

std::uint64_t newest_revision(store::Reader& reader, const std::string& study,
                              const std::string& key) {
  for (const store::Holder& holder : reader.holders(key))
    if (holder.study == study) return holder.revisions.back();
  return 0;  // the newest
}

// The best runs of the best cells, by revision and then in the study's order.
std::vector<BestRun> best_runs(store::Reader& reader, const store::RunQuery& query,
                               const std::vector<store::Score>& scores,
                               const report::Leaderboard& board, study::Goal goal,
                               std::size_t most) {
  std::vector<BestRun> runs;
  for (std::size_t i = 0; i < board.cells.size() && runs.size() < most; ++i) {
    auto run = best_run(scores, board.cells[i].cell, goal);
    if (!run) continue;
    run->index = i;
    run->revision = newest_revision(reader, query.study, run->key);
    runs.push_back(*std::move(run));
  }
  std::ranges::sort(runs, {}, [](const BestRun& run) { return std::tie(run.revision, run.cell); });
  return runs;
}

std::string title_of(const report::Leaderboard& board, const BestRun& best) {
  const std::string name =
      board.parameters.empty() ? "" : describe(board, board.cells[best.index]) + ": ";
  return fmt::format("{}{}", name, base::format_short(best.value, 4));
}

// Groups the runs by the revision that plans them; adds the revisions' studies to `studies`.
std::vector<predict::DrawnRuns> by_revision(store::Reader& reader, const std::string& name,
                                            const std::vector<BestRun>& best,
                                            std::deque<study::Study>& studies) {
  std::vector<predict::DrawnRuns> drawn;
  std::optional<std::uint64_t> revision;
  for (const BestRun& run : best) {
    if (revision != run.revision) {
      const store::StudyRow row = reader.study(name, run.revision);
      studies.push_back(study::load_recorded(row.spec, name, std::filesystem::current_path()));
      drawn.push_back({&studies.back(), {}});
      revision = run.revision;
    }
    drawn.back().keys.push_back(run.key);
  }
  return drawn;
}

std::vector<report::LabelledPoint> points_of(const predict::TrainedPlane& plane) {
  std::vector<report::LabelledPoint> points;
  for (const predict::PlanePoint& sample : plane.samples)
    points.push_back({sample.x, sample.y, sample.label});
  return points;
}

}  // namespace

report::BoundaryFigure boundary_figure(const std::filesystem::path& store,
                                       const store::RunQuery& query, const run::RunOptions& options,
                                       std::size_t most) {
  store::Reader reader(store);
  const std::string& name = query.study;
  const store::StudyRow row = reader.study(name, query.revision);
  const std::vector<store::Score> scores = reader.scores(query, row.metric);
  report::Leaderboard board = report::rank_cells(scores, row.metric, row.goal);
  const std::vector<BestRun> best = best_runs(reader, query, scores, board, row.goal, most);
  if (best.empty())
    throw base::UserError("study " + name, "no run of it has finished, so there is no boundary");
  std::vector<std::size_t> indices;
  for (const BestRun& run : best) indices.push_back(run.index);
  report::describe_cells(reader, query, indices, board);

  std::deque<study::Study> studies;
  const predict::Planes planes =
      predict::planes_of(by_revision(reader, name, best, studies), options, store, kResolution);

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
                             planes.of_runs[i].regions, kResolution, kResolution});
  return figure;
}

}  // namespace ice::cli
