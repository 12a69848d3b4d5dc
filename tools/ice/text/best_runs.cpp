#include "text/best_runs.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"
#include "report/leaderboard.hpp"

namespace ice::cli {
namespace {

// The best of the finished runs of a cell that have the metric, or the one with this seed.
std::optional<BestRun> run_of_cell(const std::vector<store::Score>& scores, std::uint64_t cell,
                                   study::Goal goal, std::optional<std::uint64_t> seed) {
  std::optional<BestRun> best;
  for (const store::Score& score : scores) {
    if (score.cell != cell || score.status != store::Status::kFinished || !score.value) continue;
    const double value = *score.value;
    const bool is_better =
        !best || (goal == study::Goal::kMinimize ? value < best->value : value > best->value);
    if (is_better || score.seed == seed)
      best = BestRun{.key = score.key, .cell = cell, .seed = score.seed, .value = value};
    if (score.seed == seed) break;
  }
  return best;
}

std::uint64_t newest_revision(store::Reader& reader, const std::string& study,
                              const std::string& key) {
  for (const store::Holder& holder : reader.holders(key))
    if (holder.study == study) return holder.revisions.back();
  return 0;  // the newest
}

}  // namespace

store::StudyRow study_ranked_by(store::Reader& reader, const report::PlotRequest& request) {
  store::StudyRow study = reader.study(request.query.study, request.query.revision);
  const std::string metric = request.by.empty() ? request.metric : request.by;
  if (!metric.empty()) {
    report::require_metric(reader, request.query, metric, request.by.empty() ? "--metric" : "--by");
    study.goal = study::goal_of(metric, {study.metric, study.goal});
    study.metric = metric;
  }
  if (!request.query.where.empty())
    report::require_runs(reader, request.query,
                         !reader.scores(request.query, study.metric).empty());
  return study;
}

std::vector<BestRun> best_runs(store::Reader& reader, const store::RunQuery& query,
                               const store::StudyRow& study, std::size_t most, Choice choice) {
  const std::vector<store::Score> scores = reader.scores(query, study.metric);
  report::Leaderboard board = report::rank_cells(scores, study.metric, study.goal);
  std::vector<BestRun> runs;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < board.cells.size() && runs.size() < most; ++i) {
    const bool has_seed = choice == Choice::kSameSeed && !runs.empty();
    auto run = run_of_cell(scores, board.cells[i].cell, study.goal,
                           has_seed ? std::optional(runs.front().seed) : std::nullopt);
    if (!run) continue;
    run->revision = newest_revision(reader, query.study, run->key);
    runs.push_back(*std::move(run));
    indices.push_back(i);
  }
  report::describe_cells(reader, query, indices, board);
  for (std::size_t i = 0; i < runs.size() && !board.parameters.empty(); ++i)
    runs[i].name = describe(board, board.cells[indices[i]]);
  return runs;
}

std::string title_of(const BestRun& run) {
  const std::string value = base::format_short(run.value, 4);
  return run.name.empty() ? value : fmt::format("{}: {}", run.name, value);
}

}  // namespace ice::cli
