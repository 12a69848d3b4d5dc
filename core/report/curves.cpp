#include "report/curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "report/leaderboard.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kUsuallyNamed = 8;  // as many as there are colours

// The runs whose curves make a cell's line: the finished ones, or all where none finished.
struct CellRuns {
  std::vector<std::string> finished, others;
  [[nodiscard]] const std::vector<std::string>& drawn() const {
    return finished.empty() ? others : finished;
  }
};

std::map<std::uint64_t, CellRuns> runs_by_cell(const std::vector<store::Score>& runs) {
  std::map<std::uint64_t, CellRuns> cells;
  for (const store::Score& run : runs) {
    CellRuns& of_cell = cells[run.cell];
    (run.status == store::Status::kFinished ? of_cell.finished : of_cell.others).push_back(run.key);
  }
  return cells;
}

std::string name_of(const RankedCell& cell, const std::vector<store::Field>& origin) {
  std::vector<store::Field> fields = cell.parameters;
  fields.insert(fields.end(), origin.begin(), origin.end());
  return name_of_values(fields) + (cell.metric.n == 0 ? " (none finished)" : "");
}

// A line for each cell whose runs have a curve, and the cells' indices in the leaderboard.
struct Lines {
  std::vector<Line> lines;
  std::vector<std::size_t> cells;
};

Lines lines_of(store::Reader& reader, std::map<std::uint64_t, CellRuns>& cells,
               const Leaderboard& board, const std::string& metric) {
  Lines found;
  for (std::size_t i = 0; i < board.cells.size(); ++i) {
    const RankedCell& cell = board.cells[i];
    Line line = mean_line(reader.curves_of(cells[cell.cell].drawn(), metric));
    if (line.x.empty()) continue;
    line.escapes = cell.metric.n == 0;
    found.lines.push_back(std::move(line));
    found.cells.push_back(i);
  }
  return found;
}

// Names the first lines by the values of their cells. Returns the names of these parameters.
std::string name_lines(store::Reader& reader, const store::RunQuery& query, Leaderboard& board,
                       Lines& found, std::size_t named) {
  found.cells.resize(std::min(named, found.cells.size()));
  describe_cells(reader, query, found.cells, board);
  std::vector<CellName> cells;
  for (const std::size_t i : found.cells)
    cells.push_back(
        {board.cells[i].key, data_settings(board.parameters, board.cells[i].parameters)});
  OriginColumns origins = origin_columns(reader, cells, /*with_core=*/false);
  for (std::size_t i = 0; i < cells.size(); ++i)
    found.lines[i].name = name_of(board.cells[found.cells[i]], origins.rows[i]);
  std::vector<std::string> names = short_names(board.parameters);
  names.insert(names.end(), origins.names.begin(), origins.names.end());
  return base::join(names, " · ");
}

// Says what is drawn, by what the named cells were chosen, and what is not to be seen.
std::string curves_subtitle(const PlotRequest& request, const Figure& figure,
                            const Leaderboard& board) {
  const std::vector<Line>& lines = figure.lines;
  const auto is_named = [](const Line& line) { return !line.name.empty(); };
  const auto named = std::ranges::count_if(lines, is_named);
  std::string text = "study " + request.query.study;
  if (!request.query.where.empty()) text += " where " + request.query.where;
  if (std::ranges::any_of(lines, [](const Line& line) { return !line.low.empty(); }))
    text += "; mean over seeds, band from the lowest to the highest";
  if (named < std::ssize(lines))
    text +=
        fmt::format("; the {} best of {} cells by {} in colour", named, lines.size(), board.metric);
  if (board.cells.size() > lines.size())
    text += fmt::format("; {} without a curve",
                        base::format_count(board.cells.size() - lines.size(), "cell"));
  if (const std::size_t beyond = lines_beyond(figure); beyond > 0)
    text += fmt::format("; {} beyond the edge",
                        beyond == 1 ? "1 curve goes" : fmt::format("{} curves go", beyond));
  return text;
}

// Why the runs of a study have no curve of a metric.
std::string curve_hint(const std::string& study, const std::vector<std::string>& measured,
                       const std::string& metric) {
  const metric::Metric* const row = metric::find(metric);
  const bool is_measured = row != nullptr && std::ranges::count(measured, metric) > 0;
  std::string once = "It is measured once, with the final parameters";
  if (is_measured && metric.starts_with("test.")) return once;
  if (is_measured && row->sorts)
    return once + ", unless it is experiment.metric or training.early_stopping.metric";
  return "The metrics there are: ice runs " + study;
}

bool makes_a_line(const store::Curve& curve) {
  return std::count_if(curve.values.begin(), curve.values.end(),
                       [](double value) { return std::isfinite(value); }) > 1;
}

}  // namespace

Line mean_line(const std::vector<store::Curve>& curves) {
  Line line;
  if (curves.empty()) return line;
  std::vector<std::size_t> at(curves.size(), 0);  // in each curve, its first epoch not passed
  std::vector<double> ys(curves.size());
  for (const std::uint64_t epoch : curves.front().epochs) {
    bool all_have_it = true;
    for (std::size_t i = 0; i < curves.size(); ++i) {
      const std::vector<std::uint64_t>& epochs = curves[i].epochs;
      while (at[i] < epochs.size() && epochs[at[i]] < epoch) ++at[i];
      all_have_it = all_have_it && at[i] < epochs.size() && epochs[at[i]] == epoch;
      if (all_have_it) ys[i] = curves[i].values[at[i]];
    }
    if (!all_have_it) continue;
    line.x.push_back(static_cast<double>(epoch));
    line.y.push_back(judge::mean_of(ys));
    if (curves.size() == 1) continue;
    line.low.push_back(*std::min_element(ys.begin(), ys.end()));
    line.high.push_back(*std::max_element(ys.begin(), ys.end()));
  }
  return line;
}

Figure curves_of(store::Reader& reader, const PlotRequest& request) {
  const store::RunQuery& query = request.query;
  const store::StudyRow study = reader.study(query.study, query.revision);
  const std::string by = request.by.empty() ? study.metric : request.by;
  if (!request.by.empty()) require_metric(reader, query, by, "--by");
  const std::vector<store::Score> scores = reader.scores(query, by);
  require_runs(reader, query, !scores.empty());
  std::map<std::uint64_t, CellRuns> cells = runs_by_cell(scores);
  Leaderboard board = rank_cells(scores, by, study::goal_of(by, {study.metric, study.goal}));
  std::string metric = request.metric.empty() ? study.metric : request.metric;
  Lines found = lines_of(reader, cells, board, metric);
  if (found.lines.empty() && request.metric.empty()) {
    metric = "train.cost";  // metrics of the test part are measured once and have no curve
    found = lines_of(reader, cells, board, metric);
  }
  if (found.lines.empty()) {
    throw base::UserError("study " + study.name, "no run has a curve of '" + metric + "'",
                          curve_hint(study.name, reader.metrics(query), metric));
  }
  Figure figure;
  figure.title = study.title.empty() ? study.name : study.title;
  figure.x_label = "epoch";
  figure.y_label = metric_label(metric);
  figure.legend_title =
      name_lines(reader, query, board, found, request.top.value_or(kUsuallyNamed));
  figure.log_y = wants_log(found.lines);
  figure.lines = std::move(found.lines);
  figure.subtitle = curves_subtitle(request, figure, board);
  return figure;
}

std::vector<Figure> curves_of_run(const std::vector<store::Curve>& curves) {
  std::vector<Figure> figures;
  for (const store::Curve& curve : curves) {
    if (!makes_a_line(curve)) continue;
    const std::string_view kind = base::last_part(curve.metric);
    auto found = std::find_if(figures.begin(), figures.end(),
                              [&](const Figure& figure) { return figure.y_label == kind; });
    if (found == figures.end()) {
      figures.push_back({"", "", "epoch", std::string(kind), "", false, {}});
      found = figures.end() - 1;
    }
    Line line = mean_line({curve});
    line.name = curve.metric;
    found->lines.push_back(std::move(line));
  }
  for (Figure& figure : figures) figure.log_y = wants_log(figure.lines);
  return figures;
}

}  // namespace ice::report
