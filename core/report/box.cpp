#include "report/box.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "judge/stats.hpp"
#include "report/parameter_axis.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kMostBoxes = 20;
constexpr double kWhisker = 1.5;

void set_quartiles(Box& box) {
  if (box.values.empty()) return;
  std::ranges::sort(box.values);
  box.q1 = judge::quantile_of(box.values, 0.25);
  box.median = judge::quantile_of(box.values, 0.5);
  box.q3 = judge::quantile_of(box.values, 0.75);
  const double reach = kWhisker * (box.q3 - box.q1);
  const auto first = std::ranges::lower_bound(box.values, box.q1 - reach);
  const auto last = std::ranges::upper_bound(box.values, box.q3 + reach);
  box.low = std::min(*first, box.q1);
  box.high = std::max(*(last - 1), box.q3);
}

}  // namespace

BoxFigure boxes_of(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request, request.top.value_or(0));
  const ChosenParameters chosen = choose_parameters(cells, {{"--x", request.x}});
  const ParameterAxis axis = axis_of(cells, chosen.parameters[0], kMostBoxes);
  BoxFigure figure;
  for (const std::string& text : axis.texts) figure.boxes.push_back({text, {}});
  std::size_t left_out = 0;
  std::vector<double> all;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const StudyCell& cell = cells.cells[i];
    if (!axis.levels[i]) {
      ++left_out;
      continue;
    }
    Box& box = figure.boxes[*axis.levels[i]];
    box.values.insert(box.values.end(), cell.values.begin(), cell.values.end());
    box.missing += cell.missing;
    all.insert(all.end(), cell.values.begin(), cell.values.end());
  }
  for (Box& box : figure.boxes) set_quartiles(box);
  figure.title = title_of(cells);
  figure.x_label = axis.name;
  figure.y_label = metric_label(cells.metric);
  const double worst = worst_usual(all, cells.goal);
  const auto far_worse =
      std::erase_if(all, [&](double value) { return is_worse(value, worst, cells.goal); });
  figure.log_y = wants_log_axis(all);
  Figure points;
  points.log_y = figure.log_y;
  points.lines.push_back({"", {}, all, {}, {}});
  figure.y = y_extent(points);
  figure.subtitle = subtitle_of(cells, request) +
                    "; final values of all runs: median, quartiles, whiskers to 1.5 of their range";
  figure.subtitle += far_worse_text(far_worse, "run");
  if (left_out > 0)
    figure.subtitle +=
        "; " + base::format_count(left_out, "cell") + " without " + axis.name + " left out";
  if (!chosen.reason.empty()) figure.subtitle += "; " + chosen.reason;
  return figure;
}

}  // namespace ice::report
