#include "report/history.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace ice::report {
namespace {

std::size_t column_of(const store::Table& table, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(table.columns, name) - table.columns.begin());
}

}  // namespace

Figure history_of(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request, request.top.value_or(0));
  std::set<double> numbers;
  for (const StudyCell& cell : cells.cells) numbers.insert(static_cast<double>(cell.number));
  const store::Table runs = reader.runs(request.query);
  const std::size_t cell_column = column_of(runs, "cell");
  const std::size_t status_column = column_of(runs, "status");
  const std::size_t value_column = column_of(runs, cells.metric);

  Line best{"best so far", {}, {}, {}, {}, false, false, Mark::kSteps};
  Line each{"", {}, {}, {}, {}, false, false, Mark::kPoints};
  Line far{"", {}, {}, {}, {}, false, /*escapes=*/true, Mark::kPoints};
  std::vector<double> values;
  for (const StudyCell& cell : cells.cells)
    values.insert(values.end(), cell.values.begin(), cell.values.end());
  const double worst = worst_usual(values, cells.goal);
  double number = 0;
  for (const auto& row : runs.rows) {
    if (!numbers.contains(row[cell_column].get<double>())) continue;
    ++number;
    const auto value = base::as_number(row[value_column]);
    const bool counts = row[status_column] == "finished" && value && std::isfinite(*value);
    if (counts) {
      Line& line = is_worse(*value, worst, cells.goal) ? far : each;
      line.x.push_back(number);
      line.y.push_back(*value);
    }
    const bool begins = counts && !is_worse(*value, worst, cells.goal);
    if (best.y.empty() && !begins) continue;
    const double before = best.y.empty() ? *value : best.y.back();
    const double now = counts ? *value : before;
    best.x.push_back(number);
    best.y.push_back(cells.goal == study::Goal::kMinimize ? std::min(before, now)
                                                          : std::max(before, now));
  }
  Figure figure;
  figure.title = title_of(cells);
  figure.subtitle = subtitle_of(cells, request) + "; each point is a run; the best so far is " +
                    base::format_short(best.y.back(), 4) + far_worse_text(far.y.size(), "run");
  figure.x_label = "runs in the order in which they were recorded";
  figure.y_label = metric_label(cells.metric);
  figure.lines = {best, each};
  if (!far.y.empty()) figure.lines.push_back(far);
  figure.log_y = wants_log_axis(each.y);
  return figure;
}

}  // namespace ice::report
