#include "report/slice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "report/parameter_axis.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kMostMarks = 8;

// The best of the cells of one line at each level of the drawn parameter.
using Slice = std::map<std::size_t, const StudyCell*>;

// Whether a parameter has one value at each level of the axis, as one that advances with it (zip).
bool is_given_by(const StudyCells& cells, const ParameterAxis& axis, std::size_t parameter) {
  std::map<std::size_t, store::Field> at;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    if (!axis.levels[i]) continue;
    const store::Field& value = cells.cells[i].parameters[parameter];
    if (at.emplace(*axis.levels[i], value).first->second != value) return false;
  }
  return true;
}

// The parameters that tell lines apart: that of --y, else all that the drawn one does not give.
std::vector<std::size_t> parameters_of_lines(const StudyCells& cells, const ParameterAxis& axis,
                                             const ChosenParameters& chosen) {
  if (chosen.parameters.size() > 1) return {chosen.parameters[1]};
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < cells.parameters.size(); ++i)
    if (i != chosen.parameters[0] && !is_given_by(cells, axis, i)) found.push_back(i);
  return found;
}

// Sets of values of the parameters that tell lines apart, in the order of their best cells.
struct Slices {
  std::vector<std::vector<store::Field>> others;
  std::vector<Slice> cells;
};

Slices slices_of(const StudyCells& cells, const ParameterAxis& axis,
                 const std::vector<std::size_t>& parameters) {
  Slices slices;
  std::map<std::vector<store::Field>, std::size_t> index;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const StudyCell& cell = cells.cells[i];
    if (!axis.levels[i] || cell.values.empty()) continue;
    std::vector<store::Field> others;
    for (const std::size_t parameter : parameters) others.push_back(cell.parameters[parameter]);
    const auto [found, is_new] = index.emplace(others, slices.cells.size());
    if (is_new) {
      slices.others.push_back(std::move(others));
      slices.cells.emplace_back();
    }
    slices.cells[found->second].emplace(*axis.levels[i], &cell);
  }
  return slices;
}

double x_of(const ParameterAxis& axis, std::size_t level) {
  return axis.numbers.empty() ? static_cast<double>(level) : axis.numbers[level];
}

Line line_of(const Slice& slice, const ParameterAxis& axis, const std::string& name) {
  Line line;
  line.name = name;
  line.mark = Mark::kLineAndPoints;
  const bool has_seeds =
      std::ranges::any_of(slice, [](const auto& entry) { return entry.second->values.size() > 1; });
  for (const auto& [level, cell] : slice) {
    line.x.push_back(x_of(axis, level));
    line.y.push_back(cell->mean);
    if (!has_seeds) continue;
    const auto [least, most] = std::ranges::minmax(cell->values);
    line.low.push_back(least);
    line.high.push_back(most);
  }
  return line;
}

// The cells as points: those that share the axis, and those far worse.
std::pair<Line, Line> points_of(const StudyCells& cells, const ParameterAxis& axis) {
  std::vector<double> means;
  for (const StudyCell& cell : cells.cells)
    if (!cell.values.empty()) means.push_back(cell.mean);
  const double worst = worst_usual(means, cells.goal);
  Line usual, far;
  usual.mark = far.mark = Mark::kPoints;
  far.escapes = true;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    if (!axis.levels[i] || cells.cells[i].values.empty()) continue;
    Line& line = is_worse(cells.cells[i].mean, worst, cells.goal) ? far : usual;
    line.x.push_back(x_of(axis, *axis.levels[i]));
    line.y.push_back(cells.cells[i].mean);
  }
  return {usual, far};
}

}  // namespace

Figure slice_of(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request);
  std::vector<std::pair<std::string, std::string>> wanted{{"--x", request.x}};
  if (!request.y.empty()) wanted.emplace_back("--y", request.y);
  const ChosenParameters chosen = choose_parameters(cells, wanted);
  const ParameterAxis axis = axis_of(cells, chosen.parameters[0]);
  const std::vector<std::size_t> by = parameters_of_lines(cells, axis, chosen);
  const Slices slices = slices_of(cells, axis, by);
  Figure figure;
  figure.title = title_of(cells);
  figure.x_label = axis.name;
  figure.y_label = metric_label(cells.metric);
  figure.log_x = axis.log;
  if (axis.numbers.empty())
    figure.x_names = axis.texts;
  else if (axis.numbers.size() <= kMostMarks)
    for (std::size_t i = 0; i < axis.numbers.size(); ++i)
      figure.x_marks.push_back({axis.numbers[i], axis.texts[i]});
  const std::vector<std::string> names = short_names(cells.parameters);
  std::vector<std::string> others;
  for (const std::size_t parameter : by) others.push_back(names[parameter]);
  figure.legend_title = base::join(others, " · ");
  const std::size_t lines = request.y.empty() ? 1 : slices.cells.size();
  const std::size_t named = std::min<std::size_t>(request.top.value_or(lines), slices.cells.size());
  for (std::size_t i = 0; i < named; ++i)
    figure.lines.push_back(
        line_of(slices.cells[i], axis, others.empty() ? "mean" : name_of_values(slices.others[i])));
  auto [usual, far] = points_of(cells, axis);
  const std::size_t far_worse = far.y.size();
  figure.lines.push_back(std::move(usual));
  if (far_worse > 0) figure.lines.push_back(std::move(far));
  figure.log_y = wants_log(figure.lines);
  figure.subtitle =
      subtitle_of(cells, request) + "; means over seeds, band from the lowest to the highest";
  if (!request.y.empty())
    figure.subtitle +=
        fmt::format("; a line through the best cells by {} of each {}", cells.by, others[0]);
  else if (!others.empty())
    figure.subtitle +=
        fmt::format("; through the {} by {}, all cells in grey",
                    named == 1 ? "best cell" : fmt::format("{} best cells", named), cells.by);
  figure.subtitle += far_worse_text(far_worse, "cell");
  if (!chosen.reason.empty()) figure.subtitle += "; " + chosen.reason;
  return figure;
}

}  // namespace ice::report
