#include "report/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/parameter_axis.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kNamedCells = 8, kMostAxisTicks = 7, kMostNamesOnAxis = 12;
constexpr double kFreeEnds = 0.03;
constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

Extent extent_of_numbers(const std::vector<double>& numbers, bool log) {
  Figure figure;
  figure.lines.push_back({"", {}, numbers, {}, {}});
  figure.log_y = log;
  return y_extent(figure);
}

// Where on its axis a share of it is drawn: the ends stay free for the lines beside each other.
double placed(double share) { return kFreeEnds + (1 - 2 * kFreeEnds) * share; }

// Coloured lines through one value run beside each other, the best on top.
double offset_of(std::size_t line, std::size_t named) {
  if (line >= named || named < 2) return 0;
  return kFreeEnds * (1 - 2 * static_cast<double>(line) / static_cast<double>(named - 1));
}

std::vector<Tick> ticks_within(const Extent& extent, bool log) {
  std::vector<Tick> found = ticks(extent, log, kMostAxisTicks);
  for (Tick& tick : found) tick.value = placed(position(tick.value, extent, log));
  return found;
}

double share_of_level(std::size_t level, std::size_t count) {
  return count < 2 ? 0.5 : static_cast<double>(level) / static_cast<double>(count - 1);
}

// Few values have their own ticks, at equal distances if they are no numbers.
std::vector<Tick> ticks_of(const ParameterAxis& axis) {
  if (!axis.numbers.empty()) {
    const Extent extent = extent_of_numbers(axis.numbers, axis.log);
    if (axis.numbers.size() > kMostAxisTicks) return ticks_within(extent, axis.log);
    std::vector<Tick> own;
    for (std::size_t i = 0; i < axis.texts.size(); ++i)
      own.push_back({placed(position(axis.numbers[i], extent, axis.log)), axis.texts[i]});
    return own;
  }
  std::vector<Tick> names = named_ticks(axis.texts, kMostNamesOnAxis);
  for (Tick& tick : names)
    tick.value = placed(share_of_level(static_cast<std::size_t>(tick.value), axis.texts.size()));
  return names;
}

double place_on(const ParameterAxis& axis, std::size_t cell) {
  if (!axis.levels[cell]) return kNoValue;
  const std::size_t level = *axis.levels[cell];
  if (axis.numbers.empty()) return placed(share_of_level(level, axis.texts.size()));
  return placed(position(axis.numbers[level], extent_of_numbers(axis.numbers, axis.log), axis.log));
}

}  // namespace

Figure parallel_of(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request);
  require_parameters(cells, 1);
  std::vector<ParameterAxis> axes;
  for (std::size_t i = 0; i < cells.parameters.size(); ++i) axes.push_back(axis_of(cells, i));
  std::vector<double> means;
  for (const StudyCell& cell : cells.cells)
    if (!cell.values.empty()) means.push_back(cell.mean);
  const std::size_t count = means.size();
  const double worst = worst_usual(means, cells.goal);
  const auto far_worse =
      std::erase_if(means, [&](double mean) { return is_worse(mean, worst, cells.goal); });
  const bool log = wants_log_axis(means);
  const Extent extent = extent_of_numbers(means, log);

  Figure figure;
  figure.title = title_of(cells);
  figure.x_names = short_names(cells.parameters);
  figure.legend_title = base::join(figure.x_names, " · ");
  figure.x_names.push_back(cells.metric);
  for (const ParameterAxis& axis : axes) figure.axes.push_back(ticks_of(axis));
  figure.axes.push_back(ticks_within(extent, log));
  const std::size_t named = std::min<std::size_t>(request.top.value_or(kNamedCells), count);
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    const StudyCell& cell = cells.cells[i];
    if (cell.values.empty()) continue;
    Line line;
    const double offset = offset_of(figure.lines.size(), named);
    if (figure.lines.size() < named) line.name = name_of_values(cell.parameters);
    for (const ParameterAxis& axis : axes) line.y.push_back(place_on(axis, i) + offset);
    const double mean = std::clamp(cell.mean, extent.low, extent.high);
    line.y.push_back(placed(position(mean, extent, log)));
    for (std::size_t at = 0; at < line.y.size(); ++at) line.x.push_back(static_cast<double>(at));
    figure.lines.push_back(std::move(line));
  }
  figure.subtitle =
      subtitle_of(cells, request) + "; a line is a cell, " + cells.metric + " its mean over seeds";
  if (far_worse > 0)
    figure.subtitle += fmt::format("; {} far worse than the others at the end of the axis",
                                   base::format_count(far_worse, "cell"));
  if (figure.lines.size() > named)
    figure.subtitle += fmt::format("; the {} best of {} by {} in colour", named,
                                   base::format_count(figure.lines.size(), "cell"), cells.by);
  return figure;
}

}  // namespace ice::report
