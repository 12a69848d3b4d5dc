#include "report/board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/pareto.hpp"
#include "metric/metric.hpp"
#include "report/board_baseline.hpp"
#include "report/board_groups.hpp"
#include "report/leaderboard.hpp"
#include "report/left_out.hpp"
#include "report/paragraph.hpp"
#include "report/split_note.hpp"
#include "report/table.hpp"
#include "report/table_view.hpp"
#include "report/terminal/style.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kUsualTop = 10;

// A table, what people read above it, and what may leave it when there is no room.
struct BoardView {
  store::Table table;
  std::string explanation;
  std::string rest;  // how many rows are not shown, and how to see them
  std::vector<std::string> keep;
};

// What all kinds of boards are made from.
struct BoardSource {
  store::Reader& reader;
  const BoardOptions& options;
  store::StudyRow study;
  std::vector<std::string> metrics;
  std::size_t top = 0;

  [[nodiscard]] study::Goal goal(const std::string& metric) const {
    return study::goal_of(metric, {study.metric, study.goal});
  }
  [[nodiscard]] std::vector<store::Score> scores(const std::string& metric) const {
    return reader.scores(options.query, metric, options.at);
  }
};

std::vector<std::string> metrics_of(store::Reader& reader, const store::StudyRow& study,
                                    const BoardOptions& options) {
  if (options.metrics.empty()) return {study.metric};
  const std::vector<std::string> known = reader.metrics(options.query);
  std::vector<std::string> metrics;
  for (const std::string& given : options.metrics) {
    std::string dotted = given;  // dev_accuracy, as --where writes it
    if (const auto at = dotted.find('_'); at != std::string::npos) dotted[at] = '.';
    const bool is_known = std::ranges::find(known, given) != known.end();
    if (!is_known && std::ranges::find(known, dotted) == known.end())
      throw base::UserError("--by",
                            fmt::format("no run of {} has a metric '{}'", study.name, given),
                            base::suggest(given, known));
    metrics.push_back(is_known ? given : dotted);
  }
  return metrics;
}

// Says whether a best value is a mean over an epoch (costs of the training part) or measured after
// it.
std::string when_measured(const std::string& metric, store::At at) {
  if (at == store::At::kFinal) return metric;
  return metric + (metric::is_mean_of_epoch(metric)
                       ? " (an epoch's mean over its batches) of each run's best epoch"
                       : " (measured after an epoch) of each run's best epoch");
}

std::string where_text(const BoardOptions& options) {
  return options.query.where.empty() ? "" : " where " + options.query.where;
}

void drop_if_zero(store::Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name);
  if (found == table.columns.end()) return;
  const auto at = static_cast<std::size_t>(found - table.columns.begin());
  if (std::ranges::all_of(table.rows, [at](const auto& row) { return row[at] == 0; }))
    drop_column(table, name);
}

std::string rest_text(const BoardSource& source, std::size_t rows, const char* what) {
  if (source.top == 0 || rows <= source.top) return "";
  return fmt::format("{}: ice best {} --top 0{}", base::format_count(rows - source.top, what),
                     source.study.name, source.options.suffix);
}

// What stays longest on a narrow terminal: the metric, then what was varied.
std::vector<std::string> kept_columns(std::vector<std::string> metrics,
                                      const std::vector<std::string>& parameters) {
  metrics.insert(metrics.end(), parameters.begin(), parameters.end());
  return metrics;
}

BoardView cells_view(const BoardSource& source) {
  const BoardOptions& options = source.options;
  const std::string& metric = source.metrics.front();
  const std::vector<store::Score> scores = source.scores(metric);
  Leaderboard board = rank_cells(scores, metric, source.goal(metric));
  describe_top(source.reader, options.query, source.top, board);
  store::Table table = to_table(board, source.top);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < table.rows.size(); ++i) keys.push_back(board.cells[i].key);
  std::string explanation =
      fmt::format("{}: mean over the finished seeds{}; low, high: 95 % confidence interval",
                  when_measured(metric, options.at), where_text(options));
  std::vector<std::string> keep = kept_columns({metric}, board.parameters);
  if (!options.baseline.empty()) {
    const std::uint64_t baseline =
        baseline_cell(source.reader, source.study.name, scores, options.baseline, "--baseline");
    insert_differences(board, scores, baseline, table);
    explanation += fmt::format(
        "\ndifference: to cell {} over the seeds that both have; diff_low, diff_high: its 95 % "
        "interval",
        baseline);
    keep.insert(keep.begin() + 1, {"difference", "diff_low", "diff_high", "seeds"});
  }
  insert_origins(source.reader, options.query, keys, metric, /*with_core=*/false, table);
  return {std::move(table), std::move(explanation),
          rest_text(source, board.cells.size(), "more cell"), std::move(keep)};
}

BoardView groups_view(const BoardSource& source) {
  const BoardOptions& options = source.options;
  const std::string& metric = source.metrics.front();
  const std::vector<std::string> by =
      source.reader.resolved(options.query, options.group_by, "--group-by");
  const std::vector<store::Score> scores = source.scores(metric);
  Leaderboard board = rank_cells(scores, metric, source.goal(metric));
  describe_top(source.reader, options.query, 0, board);
  store::Table table = group_cells(board, scores, by, source.goal(metric));
  const std::size_t rows = table.rows.size();
  if (source.top > 0 && rows > source.top) table.rows.resize(source.top);
  return {std::move(table),
          fmt::format("{}: mean over the seeds{}, each seed the mean of its finished runs in the "
                      "group's cells; low, high: 95 % confidence interval",
                      when_measured(metric, options.at), where_text(options)),
          rest_text(source, rows, "more group"), kept_columns({metric}, by)};
}

// The cells' means of a metric by cell.
std::map<std::uint64_t, double> means_of(const Leaderboard& board) {
  std::map<std::uint64_t, double> means;
  for (const RankedCell& cell : board.cells) means[cell.cell] = cell.metric.mean;
  return means;
}

BoardView pareto_view(const BoardSource& source) {
  const std::string& first = source.metrics.front();
  Leaderboard board = rank_cells(source.scores(first), first, source.goal(first));
  std::vector<std::map<std::uint64_t, double>> means{means_of(board)};
  for (std::size_t m = 1; m < source.metrics.size(); ++m) {
    const std::string& metric = source.metrics[m];
    means.push_back(means_of(rank_cells(source.scores(metric), metric, source.goal(metric))));
  }
  std::vector<std::vector<double>> points;
  for (const RankedCell& cell : board.cells) {
    auto& point = points.emplace_back();
    for (std::size_t m = 0; m < means.size(); ++m)
      point.push_back(means[m].at(cell.cell) *
                      (source.goal(source.metrics[m]) == study::Goal::kMinimize ? 1 : -1));
  }
  const std::vector<std::size_t> front = judge::pareto_front(points);
  const std::size_t cells = board.cells.size();
  std::vector<RankedCell> kept;
  for (const std::size_t at : front) kept.push_back(std::move(board.cells[at]));
  board.cells = std::move(kept);
  describe_top(source.reader, source.options.query, source.top, board);
  store::Table table = to_table(board, source.top);
  const std::size_t n = column_of(table, "n", "--by");
  for (std::size_t m = 1; m < means.size(); ++m) {
    table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(n + m - 1),
                         source.metrics[m]);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      table.rows[i].insert(table.rows[i].begin() + static_cast<std::ptrdiff_t>(n + m - 1),
                           field_of(means[m].at(board.cells[i].cell)));
  }
  for (const char* name : {"rank", "deviation", "low", "high"}) drop_column(table, name);
  return {std::move(table),
          fmt::format("Pareto front of {}: {} of {}, which no other beats in all of them{}",
                      base::join(source.metrics, " and "), front.size(),
                      base::format_count(cells, "cell"), where_text(source.options)),
          rest_text(source, front.size(), "more cell"),
          kept_columns(source.metrics, board.parameters)};
}

BoardView view_of(const BoardSource& source) {
  if (source.metrics.size() > 1) return pareto_view(source);
  return source.options.group_by.empty() ? cells_view(source) : groups_view(source);
}

}  // namespace

std::string board_text(store::Reader& reader, const BoardOptions& options,
                       const TableStyle& style) {
  const bool for_people = style.format == Format::kTable;
  store::StudyRow study = reader.study(options.query.study, options.query.revision);
  BoardSource source{reader, options, std::move(study), {}, 0};
  source.metrics = metrics_of(reader, source.study, options);
  source.top = options.top.value_or(for_people ? kUsualTop : 0);
  BoardView view = view_of(source);
  sort_rows(view.table, options.sort);
  if (!options.columns.empty()) view.table = select_columns(view.table, options.columns);
  if (!for_people) return render(view.table, style);
  if (view.table.rows.empty() && options.query.is_filtered())
    return fmt::format("No run of {} is one{}.\n", source.study.name,
                       options.query.where.empty() ? " since then" : where_text(options));
  if (options.columns.empty()) {
    drop_if_zero(view.table, "failed");
    if (options.baseline.empty()) drop_column(view.table, "cell");
  }
  if (const std::string note = split_note(source.study, source.metrics.front()); !note.empty())
    view.explanation += "\n" + note;
  TableStyle fitting = style;
  fitting.keep = std::move(view.keep);
  fitting.spare = {"runs", "cells"};
  const std::string title = source.study.title.empty() ? source.study.name : source.study.title;
  std::string explanation;
  for (const std::string& sentence : base::split(view.explanation, '\n'))
    explanation += paragraph(sentence);
  std::string text = painted(title, Style::kBold, style.color) + "\n" +
                     painted(explanation, Style::kDim, style.color) + "\n" +
                     render(view.table, fitting);
  if (!view.rest.empty()) text += painted(view.rest, Style::kDim, style.color) + "\n";
  return text;
}

}  // namespace ice::report
