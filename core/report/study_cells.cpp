#include "report/study_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/stats.hpp"
#include "metric/metric.hpp"
#include "report/leaderboard.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kFewestForFences = 5;
constexpr double kFarRanges = 3;      // Tukey's "far out" (1977)
constexpr double kFarDecades = 1.5;   // from here on a logarithmic axis shows more
constexpr double kSlackOfLog = 1e-9;  // exp(log(x)) is x only nearly

struct DrawnValues {
  std::vector<double> values;
  std::size_t missing = 0;
};

std::map<std::uint64_t, DrawnValues> values_by_cell(const std::vector<store::Score>& scores) {
  std::map<std::uint64_t, DrawnValues> cells;
  for (const store::Score& score : scores) {
    DrawnValues& cell = cells[score.cell];
    const bool counts =
        score.status == store::Status::kFinished && score.value && std::isfinite(*score.value);
    if (counts)
      cell.values.push_back(*score.value);
    else
      ++cell.missing;
  }
  return cells;
}

// Adds columns for the plugins and data by which superseded cells differ from newer ones.
void add_origins(store::Reader& reader, Leaderboard& board) {
  std::vector<CellName> names;
  for (const RankedCell& cell : board.cells)
    names.push_back({cell.key, data_settings(board.parameters, cell.parameters)});
  const OriginColumns origins = origin_columns(reader, names, /*with_core=*/false);
  board.parameters.insert(board.parameters.end(), origins.names.begin(), origins.names.end());
  for (std::size_t i = 0; i < board.cells.size(); ++i)
    board.cells[i].parameters.insert(board.cells[i].parameters.end(), origins.rows[i].begin(),
                                     origins.rows[i].end());
}

std::size_t missing_in(const StudyCells& cells) {
  std::size_t missing = 0;
  for (const StudyCell& cell : cells.cells) missing += cell.missing;
  return missing;
}

}  // namespace

void require_metric(store::Reader& reader, const store::RunQuery& query, const std::string& metric,
                    const std::string& option) {
  const std::vector<std::string> metrics = reader.metrics(query);
  if (std::ranges::find(metrics, metric) == metrics.end())
    throw base::UserError(option,
                          fmt::format("no run of {} has a metric '{}'", query.study, metric),
                          base::suggest(metric, metrics));
}

void require_runs(store::Reader& reader, const store::RunQuery& query, bool any) {
  if (any) return;
  if (query.where.empty()) throw base::UserError("study " + query.study, "has no runs yet");
  throw base::UserError("--where",
                        fmt::format("no run of {} is one where {}", query.study, query.where),
                        base::join(reader.where_hints(query), " "));
}

StudyCells cells_of(store::Reader& reader, const PlotRequest& request, std::size_t most) {
  StudyCells found;
  found.study = reader.study(request.query.study, request.query.revision);
  found.metric = !request.metric.empty() ? request.metric
                 : !request.by.empty()   ? request.by
                                         : found.study.metric;
  found.by = request.by.empty() ? found.metric : request.by;
  require_metric(reader, request.query, found.metric, request.metric.empty() ? "--by" : "--metric");
  if (found.by != found.metric) require_metric(reader, request.query, found.by, "--by");
  const study::Objective objective{found.study.metric, found.study.goal};
  found.goal = study::goal_of(found.metric, objective);

  const std::vector<store::Score> scores = reader.scores(request.query, found.metric);
  require_runs(reader, request.query, !scores.empty());
  std::map<std::uint64_t, DrawnValues> drawn = values_by_cell(scores);
  Leaderboard board =
      rank_cells(found.by == found.metric ? scores : reader.scores(request.query, found.by),
                 found.by, study::goal_of(found.by, objective));
  found.all_cells = board.cells.size();
  if (most > 0 && most < board.cells.size()) board.cells.resize(most);
  describe_top(reader, request.query, 0, board);
  if (request.query.superseded) add_origins(reader, board);
  found.parameters = board.parameters;
  bool any = false;
  for (RankedCell& cell : board.cells) {
    DrawnValues& values = drawn[cell.cell];
    any = any || !values.values.empty();
    const double mean = judge::summarize(values.values).mean;
    found.cells.push_back(
        {cell.cell, std::move(cell.parameters), std::move(values.values), values.missing, mean});
  }
  if (!any)
    throw base::UserError("study " + request.query.study,
                          fmt::format("no finished run has a value of {}", found.metric));
  return found;
}

std::string subtitle_of(const StudyCells& cells, const PlotRequest& request) {
  std::string text = "study " + cells.study.name;
  if (!request.query.where.empty()) text += " where " + request.query.where;
  if (cells.cells.size() < cells.all_cells)
    text += fmt::format("; only the {} best of {} cells by {}", cells.cells.size(), cells.all_cells,
                        cells.by);
  if (const std::size_t missing = missing_in(cells); missing > 0)
    text += fmt::format("; {} without a value (diverged or failed)",
                        base::format_count(missing, "run"));
  return text;
}

double worst_usual(std::vector<double> values, study::Goal goal) {
  const double sign = goal == study::Goal::kMinimize ? 1 : -1;
  const bool log = std::ranges::all_of(values, [](double value) { return value > 0; });
  if (values.size() < kFewestForFences) return sign * std::numeric_limits<double>::infinity();
  for (double& value : values) value = sign * (log ? std::log(value) : value);
  std::ranges::sort(values);
  const double q3 = judge::quantile_of(values, 0.75);
  const double range = q3 - judge::quantile_of(values, 0.25);
  if (!log && range == 0) return sign * std::numeric_limits<double>::infinity();
  const double fence = q3 + std::max(kFarRanges * range, log ? kFarDecades * std::log(10.0) : 0);
  const double worst = *(std::ranges::upper_bound(values, fence) - 1);
  if (worst == values.back()) return sign * std::numeric_limits<double>::infinity();
  return log ? std::exp(sign * worst) * (1 + sign * kSlackOfLog) : sign * worst;
}

std::string far_worse_text(std::size_t count, const std::string& noun) {
  if (count == 0) return "";
  return fmt::format("; {} far worse than the others {} beyond the edge",
                     base::format_count(count, noun), count == 1 ? "goes" : "go");
}

std::string title_of(const StudyCells& cells) {
  return cells.study.title.empty() ? cells.study.name : cells.study.title;
}

std::string metric_label(const std::string& metric) {
  const metric::Metric* const row = metric::find(metric);
  if (row == nullptr || row->unit.empty()) return metric;
  return fmt::format("{} ({})", metric, row->unit);
}

std::string name_of_values(const std::vector<store::Field>& fields) {
  std::vector<std::string> values;
  for (const store::Field& field : fields)
    if (!field.is_null()) values.push_back(field_text(field, 4));
  return values.empty() ? "all runs" : base::join(values, " · ");
}

}  // namespace ice::report
