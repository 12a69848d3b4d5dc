#include "board.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/leaderboard.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kUsualTop = 10;
constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";

std::string metric_of(const store::StudyRow& study, const store::Table& runs,
                      const BoardOptions& options) {
  if (options.metric.empty()) return study.metric;
  std::vector<std::string> metrics;
  std::copy_if(runs.columns.begin(), runs.columns.end(), std::back_inserter(metrics),
               report::is_metric);
  if (std::find(metrics.begin(), metrics.end(), options.metric) == metrics.end())
    throw base::UserError("--by",
                          fmt::format("no run of {} has a metric '{}'", study.name, options.metric),
                          base::suggest(options.metric, metrics));
  return options.metric;
}

bool nothing_failed(const report::Leaderboard& board) {
  return std::all_of(board.places.begin(), board.places.end(),
                     [](const report::Place& place) { return place.failed == 0; });
}

std::string heading(const store::StudyRow& study, const report::Leaderboard& board,
                    const report::TableStyle& style) {
  const std::string title = study.title.empty() ? study.name : study.title;
  return report::painted(title, kBold, style.color) + "\n" +
         report::painted(
             fmt::format(
                 "{}: mean over the finished seeds; low, high: its 95 % confidence interval",
                 board.metric),
             kDim, style.color) +
         "\n\n";
}

std::string rest_note(const store::StudyRow& study, const report::Leaderboard& board,
                      std::size_t top, const std::string& suffix, const report::TableStyle& style) {
  if (top == 0 || board.places.size() <= top) return "";
  const std::string more = base::format_count(board.places.size() - top, "more cell");
  return report::painted(fmt::format("{}: ice best {} --top 0{}", more, study.name, suffix), kDim,
                         style.color) +
         "\n";
}

}  // namespace

std::string board_text(store::Reader& reader, const std::string& name, const BoardOptions& options,
                       const report::TableStyle& style) {
  const store::StudyRow study = reader.study(name);
  const store::Table runs = reader.runs({name, "", "", 0});
  const std::string metric = metric_of(study, runs, options);
  const spec::Goal goal = metric == study.metric ? study.goal : spec::natural_goal(metric);
  const report::Leaderboard board = report::rank_cells(runs, metric, goal);
  const bool for_people = style.format == report::Format::kTable;
  const std::size_t top = options.top.value_or(for_people ? kUsualTop : 0);
  store::Table table = report::to_table(board, top);
  if (!for_people) return report::render(table, style);
  if (nothing_failed(board)) drop_column(table, "failed");
  report::TableStyle fitting = style;
  fitting.keep = metric;
  return heading(study, board, style) + report::render(table, fitting) +
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
