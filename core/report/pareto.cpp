#include "report/pareto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/pareto.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kNamedOnFront = 8;

std::pair<std::string, std::string> two_metrics(store::Reader& reader, const PlotRequest& request) {
  const std::string& given = request.by.empty() ? request.metric : request.by;
  std::vector<std::string> names;
  for (const std::string& name : base::split(given, ','))
    if (!base::trim(name).empty()) names.emplace_back(base::trim(name));
  if (names.size() == 2 && names[0] != names[1]) return {names[0], names[1]};
  throw base::UserError("plot pareto", "it compares cells by two metrics: --by A,B",
                        "Known: " + base::join(reader.metrics(request.query), ", "));
}

// A cell with a mean of both metrics.
struct Both {
  const StudyCell* cell;
  std::pair<double, double> means;
};

std::vector<Both> with_both(const StudyCells& x, const StudyCells& y) {
  std::map<std::uint64_t, double> y_means;
  for (const StudyCell& cell : y.cells)
    if (!cell.values.empty()) y_means.emplace(cell.number, cell.mean);
  std::vector<Both> cells;
  for (const StudyCell& cell : x.cells) {
    const auto found = y_means.find(cell.number);
    if (!cell.values.empty() && found != y_means.end())
      cells.push_back({&cell, {cell.mean, found->second}});
  }
  return cells;
}

void add_point(const std::pair<double, double>& point, Line& line) {
  line.x.push_back(point.first);
  line.y.push_back(point.second);
}

// Those that share the axes, and those far worse by either metric.
std::pair<Line, Line> split_points(const std::vector<std::pair<double, double>>& points,
                                   study::Goal x_goal, study::Goal y_goal) {
  std::vector<double> xs, ys;
  for (const auto& [x, y] : points) {
    xs.push_back(x);
    ys.push_back(y);
  }
  const double worst_x = worst_usual(xs, x_goal);
  const double worst_y = worst_usual(ys, y_goal);
  Line usual{"", {}, {}, {}, {}, false, false, Mark::kPoints};
  Line far{"", {}, {}, {}, {}, false, /*escapes=*/true, Mark::kPoints};
  for (const auto& point : points) {
    const bool is_far =
        is_worse(point.first, worst_x, x_goal) || is_worse(point.second, worst_y, y_goal);
    add_point(point, is_far ? far : usual);
  }
  return {usual, far};
}

// The cells that none beats, by x.
std::vector<std::size_t> front_of(const std::vector<std::pair<double, double>>& points,
                                  study::Goal x_goal, study::Goal y_goal) {
  const auto cost = [](double value, study::Goal goal) {
    return goal == study::Goal::kMinimize ? value : -value;
  };
  std::vector<std::vector<double>> costs;
  for (const auto& [x, y] : points) costs.push_back({cost(x, x_goal), cost(y, y_goal)});
  std::vector<std::size_t> front = judge::pareto_front(costs);
  std::ranges::stable_sort(front, {}, [&](std::size_t i) { return points[i]; });
  return front;
}

std::string goal_text(study::Goal goal) { return goal == study::Goal::kMinimize ? "low" : "high"; }

}  // namespace

Figure pareto_of(store::Reader& reader, const PlotRequest& request) {
  const auto [x_metric, y_metric] = two_metrics(reader, request);
  PlotRequest one = request;
  one.by = one.metric = x_metric;
  const StudyCells x = cells_of(reader, one);
  one.by = one.metric = y_metric;
  const StudyCells y = cells_of(reader, one);
  const std::vector<Both> cells = with_both(x, y);
  if (cells.empty())
    throw base::UserError("study " + request.query.study,
                          fmt::format("no cell has both {} and {}", x_metric, y_metric));
  std::vector<std::pair<double, double>> points;
  for (const Both& cell : cells) points.push_back(cell.means);
  const std::vector<std::size_t> front = front_of(points, x.goal, y.goal);

  Figure figure;
  figure.title = title_of(x);
  figure.x_label = metric_label(x_metric);
  figure.y_label = metric_label(y_metric);
  figure.legend_title = base::join(short_names(x.parameters), " · ");
  Line path{"the front", {}, {}, {}, {}, false, false, Mark::kLineAndPoints};
  for (const std::size_t i : front) add_point(points[i], path);
  const std::size_t named =
      std::min<std::size_t>(request.top.value_or(kNamedOnFront), front.size());
  for (std::size_t i = 0; i < named; ++i) {
    Line point{name_of_values(cells[front[i]].cell->parameters),
               {},
               {},
               {},
               {},
               false,
               false,
               Mark::kPoints};
    add_point(points[front[i]], point);
    figure.lines.push_back(point);
  }
  figure.lines.push_back(std::move(path));  // below the named points
  auto [usual, far] = split_points(points, x.goal, y.goal);
  const std::size_t far_worse = far.y.size();
  figure.log_x = wants_log_axis(usual.x);
  figure.log_y = wants_log_axis(usual.y);
  figure.lines.push_back(std::move(usual));
  if (far_worse > 0) figure.lines.push_back(std::move(far));
  figure.subtitle = subtitle_of(x, request) +
                    fmt::format("; means over seeds; {} of {} on the front ({} {}, {} {})",
                                front.size(), base::format_count(cells.size(), "cell"),
                                goal_text(x.goal), x_metric, goal_text(y.goal), y_metric) +
                    far_worse_text(far_worse, "cell");
  return figure;
}

}  // namespace ice::report
