#include "report/board.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "report/leaderboard.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kUsualTop = 10;

std::string metric_of(store::Reader& reader, const store::StudyRow& study,
                      const BoardOptions& options) {
  if (options.metric.empty()) return study.metric;
  const std::vector<std::string> metrics = reader.metrics(options.query);
  if (std::ranges::find(metrics, options.metric) == metrics.end())
    throw base::UserError("--by",
                          fmt::format("no run of {} has a metric '{}'", study.name, options.metric),
                          base::suggest(options.metric, metrics));
  return options.metric;
}

bool nothing_failed(const Leaderboard& board) {
  return std::all_of(board.cells.begin(), board.cells.end(),
                     [](const RankedCell& cell) { return cell.failed == 0; });
}

// Says whether a best value is a mean over an epoch (costs of the training part) or measured after
// it.
std::string when_measured(const std::string& metric, store::At at) {
  if (at == store::At::kFinal) return metric;
  return metric + (metric::is_mean_of_epoch(metric)
                       ? " (an epoch's mean over its batches) of each run's best epoch"
                       : " (measured after an epoch) of each run's best epoch");
}

std::string heading(const store::StudyRow& study, const Leaderboard& board,
                    const BoardOptions& options, const TableStyle& style) {
  const std::string title = study.title.empty() ? study.name : study.title;
  return painted(title, Style::kBold, style.color) + "\n" +
         painted(fmt::format(
                     "{}: mean over the finished seeds{}; low, high: its 95 % confidence interval",
                     when_measured(board.metric, options.at),
                     options.query.where.empty() ? "" : " where " + options.query.where),
                 Style::kDim, style.color) +
         "\n\n";
}

std::string rest_note(const store::StudyRow& study, const Leaderboard& board, std::size_t top,
                      const std::string& suffix, const TableStyle& style) {
  if (top == 0 || board.cells.size() <= top) return "";
  const std::string more = base::format_count(board.cells.size() - top, "more cell");
  return painted(fmt::format("{}: ice best {} --top 0{}", more, study.name, suffix), Style::kDim,
                 style.color) +
         "\n";
}

}  // namespace

std::string board_text(store::Reader& reader, const BoardOptions& options,
                       const TableStyle& style) {
  const store::RunQuery& query = options.query;
  const store::StudyRow study = reader.study(query.study, query.revision);
  const std::string metric = metric_of(reader, study, options);
  const study::Goal goal = study::goal_of(metric, {study.metric, study.goal});
  Leaderboard board = rank_cells(reader.scores(query, metric, options.at), metric, goal);
  const bool for_people = style.format == Format::kTable;
  if (for_people && board.cells.empty() && !query.where.empty())
    return fmt::format("No run of {} is one where {}.\n", study.name, query.where);
  const std::size_t top = options.top.value_or(for_people ? kUsualTop : 0);
  describe_top(reader, query, top, board);
  store::Table table = to_table(board, top);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < table.rows.size(); ++i) keys.push_back(board.cells[i].key);
  insert_origins(reader, query, keys, metric, /*with_core=*/false, table);
  if (!for_people) return render(table, style);
  if (nothing_failed(board)) drop_column(table, "failed");
  TableStyle fitting = style;
  fitting.keep = metric;
  return heading(study, board, options, style) + render(table, fitting) +
         rest_note(study, board, top, options.suffix, style);
}

}  // namespace ice::report
