#include "report/curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

// The runs whose curves make a cell's line: the finished ones, or all where none finished.
struct CellRuns {
  std::vector<std::string> finished, others;
  [[nodiscard]] const std::vector<std::string>& drawn() const {
    return finished.empty() ? others : finished;
  }
};

std::map<std::uint64_t, CellRuns> runs_by_cell(const store::Table& runs) {
  const auto at = [&](const char* name) {
    return static_cast<std::size_t>(std::find(runs.columns.begin(), runs.columns.end(), name) -
                                    runs.columns.begin());
  };
  const std::size_t id = at("id");
  const std::size_t cell = at("cell");
  const std::size_t status = at("status");
  std::map<std::uint64_t, CellRuns> cells;
  for (const auto& row : runs.rows) {
    CellRuns& of_cell = cells[row[cell].get<std::uint64_t>()];
    (row[status] == "finished" ? of_cell.finished : of_cell.others).push_back(row[id]);
  }
  return cells;
}

// "cost" of "dev.cost".
std::string kind_of(const std::string& metric) { return metric.substr(metric.rfind('.') + 1); }

std::string label_of(const std::string& metric) {
  const std::string kind = kind_of(metric);
  if (kind == "cost" || kind == "objective") return metric + " (mean over samples)";
  const bool is_share =
      kind == "accuracy" || kind == "precision" || kind == "recall" || kind == "f1";
  return is_share ? metric + " (fraction)" : metric;
}

std::string name_of(const Place& place) {
  std::vector<std::string> values;
  for (const store::Field& field : place.parameters) {
    if (!field.is_null()) values.push_back(field_text(field, 4));
  }
  const std::string name = values.empty() ? "all runs" : base::join(values, " · ");
  return place.metric.n == 0 ? name + " (none finished)" : name;
}

std::vector<Line> lines_of(store::Reader& reader, const store::Table& runs,
                           const Leaderboard& board, const std::string& metric, std::size_t named) {
  std::map<std::uint64_t, CellRuns> cells = runs_by_cell(runs);
  std::vector<Line> lines;
  for (const Place& place : board.places) {
    std::vector<store::Curve> curves;
    for (const std::string& id : cells[place.cell].drawn()) {
      for (store::Curve& curve : reader.curves(id, metric)) curves.push_back(std::move(curve));
    }
    Line line = mean_line(curves);
    if (line.x.empty()) continue;
    if (lines.size() < named) line.name = name_of(place);
    line.escapes = place.metric.n == 0;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string subtitle_of(const std::string& study, const std::vector<Line>& lines) {
  const auto is_named = [](const Line& line) { return !line.name.empty(); };
  const auto named = std::count_if(lines.begin(), lines.end(), is_named);
  const auto grey = static_cast<std::ptrdiff_t>(lines.size()) - named;
  const bool has_band =
      std::any_of(lines.begin(), lines.end(), [](const Line& line) { return !line.low.empty(); });
  std::string text = "study " + study;
  if (has_band) text += "; mean over seeds, band from the lowest to the highest";
  if (grey > 0) text += fmt::format("; the {} best of {} cells in colour", named, lines.size());
  return text;
}

bool makes_a_line(const store::Curve& curve) {
  return std::count_if(curve.values.begin(), curve.values.end(),
                       [](double value) { return std::isfinite(value); }) > 1;
}

}  // namespace

Line mean_line(const std::vector<store::Curve>& curves) {
  std::map<std::uint64_t, std::vector<double>> values;  // epoch -> a value a run
  for (const store::Curve& curve : curves) {
    for (std::size_t i = 0; i < curve.epochs.size(); ++i)
      values[curve.epochs[i]].push_back(curve.values[i]);
  }
  Line line;
  for (const auto& [epoch, ys] : values) {
    if (ys.size() != curves.size()) continue;
    line.x.push_back(static_cast<double>(epoch));
    line.y.push_back(summarize(ys).mean);
    if (curves.size() == 1) continue;
    line.low.push_back(*std::min_element(ys.begin(), ys.end()));
    line.high.push_back(*std::max_element(ys.begin(), ys.end()));
  }
  return line;
}

Figure curves_of(store::Reader& reader, const std::string& name, const CurveOptions& options) {
  const store::StudyRow study = reader.study(name);
  const store::Table runs = reader.runs({name, "", "", 0});
  const Leaderboard board = rank_cells(runs, study.metric, study.goal);
  std::string metric = options.metric.empty() ? study.metric : options.metric;
  std::vector<Line> lines = lines_of(reader, runs, board, metric, options.named);
  if (lines.empty() && options.metric.empty()) {
    metric = "train.cost";  // metrics of the test part are evaluated once: no curve
    lines = lines_of(reader, runs, board, metric, options.named);
  }
  if (lines.empty()) {
    throw base::UserError("study " + name, "no run has a curve of '" + metric + "'",
                          "The metrics there are: ice runs " + name);
  }
  const bool log_y = wants_log(lines);
  const std::string subtitle = subtitle_of(name, lines);
  return {
      study.title.empty() ? name : study.title,         subtitle, "epoch",         label_of(metric),
      base::join(short_names(board.parameters), " · "), log_y,    std::move(lines)};
}

std::vector<Figure> curves_of_run(const std::vector<store::Curve>& curves) {
  std::vector<Figure> figures;
  for (const store::Curve& curve : curves) {
    if (!makes_a_line(curve)) continue;
    const std::string kind = kind_of(curve.metric);
    auto found = std::find_if(figures.begin(), figures.end(),
                              [&](const Figure& figure) { return figure.y_label == kind; });
    if (found == figures.end()) {
      figures.push_back({"", "", "epoch", kind, "", false, {}});
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
