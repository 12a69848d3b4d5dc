#include "text/board.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "report/leaderboard.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kUsualTop = 10;

std::string metric_of(store::Reader& reader, const store::StudyRow& study,
                      const BoardOptions& options) {
  if (options.metric.empty()) return study.metric;
  const std::vector<std::string> metrics = reader.metrics(options.selection.of(study.name));
  if (std::ranges::find(metrics, options.metric) == metrics.end())
    throw base::UserError("--by",
                          fmt::format("no run of {} has a metric '{}'", study.name, options.metric),
                          base::suggest(options.metric, metrics));
  return options.metric;
}

bool nothing_failed(const report::Leaderboard& board) {
  return std::all_of(board.cells.begin(), board.cells.end(),
                     [](const report::RankedCell& cell) { return cell.failed == 0; });
}

// Says whether a best value is a mean over an epoch (costs of the training part) or measured after
// it.
std::string when_measured(const std::string& metric, store::At at) {
  if (at == store::At::kFinal) return metric;
  return metric + (metric::is_mean_of_epoch(metric)
                       ? " (an epoch's mean over its batches) of each run's best epoch"
                       : " (measured after an epoch) of each run's best epoch");
}

std::string heading(const store::StudyRow& study, const report::Leaderboard& board, store::At at,
                    const report::TableStyle& style) {
  const std::string title = study.title.empty() ? study.name : study.title;
  return report::painted(title, report::Style::kBold, style.color) + "\n" +
         report::painted(
             fmt::format(
                 "{}: mean over the finished seeds; low, high: its 95 % confidence interval",
                 when_measured(board.metric, at)),
             report::Style::kDim, style.color) +
         "\n\n";
}

std::string rest_note(const store::StudyRow& study, const report::Leaderboard& board,
                      std::size_t top, const std::string& suffix, const report::TableStyle& style) {
  if (top == 0 || board.cells.size() <= top) return "";
  const std::string more = base::format_count(board.cells.size() - top, "more cell");
  return report::painted(fmt::format("{}: ice best {} --top 0{}", more, study.name, suffix),
                         report::Style::kDim, style.color) +
         "\n";
}

}  // namespace

std::string board_text(store::Reader& reader, const std::string& name, const BoardOptions& options,
                       const report::TableStyle& style) {
  const store::StudyRow study = reader.study(name, options.selection.revision);
  const store::RunQuery query = options.selection.of(name);
  const std::string metric = metric_of(reader, study, options);
  const study::Goal goal = study::goal_of(metric, {study.metric, study.goal});
  report::Leaderboard board =
      report::rank_cells(reader.scores(query, metric, options.at), metric, goal);
  const bool for_people = style.format == report::Format::kTable;
  const std::size_t top = options.top.value_or(for_people ? kUsualTop : 0);
  report::describe_top(reader, query, top, board);
  store::Table table = report::to_table(board, top);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < table.rows.size(); ++i) keys.push_back(board.cells[i].key);
  insert_origins(reader, query, keys, metric, /*with_core=*/false, table);
  if (!for_people) return report::render(table, style);
  if (nothing_failed(board)) drop_column(table, "failed");
  report::TableStyle fitting = style;
  fitting.keep = metric;
  return heading(study, board, options.at, style) + report::render(table, fitting) +
         rest_note(study, board, top, options.suffix, style);
}

void drop_column(store::Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found == table.columns.end()) return;
  const auto at = found - table.columns.begin();
  table.columns.erase(found);
  for (auto& row : table.rows) row.erase(row.begin() + at);
}

}  // namespace ice::cli
