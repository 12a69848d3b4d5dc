#include "report/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/axis.hpp"

namespace ice::report {
namespace {

constexpr Extent kEmpty{std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity()};
constexpr double kLogSpan = 31.6;       // 1.5 decades
constexpr double kRoomBeside = 1;       // for the lines beside, as a share of what the others take
constexpr double kVisible = 1 / 300.0;  // of the height: what the eye can tell apart

// Grey lines and those that diverged must not squeeze the others. Grey points are results as the
// others are.
bool is_beside(const Line& line) {
  return line.escapes || (line.name.empty() && !line.dashed && line.mark != Mark::kPoints);
}

template <class Use>
void for_each_y(const Line& line, Use use) {
  for (const auto* values : {&line.y, &line.low, &line.high})
    for (const double value : *values)
      if (std::isfinite(value)) use(value);
}

void include(double value, Extent& extent) {
  extent = {std::min(extent.low, value), std::max(extent.high, value)};
}

bool all_beside(const std::vector<Line>& lines) { return std::ranges::all_of(lines, is_beside); }

// Over the lines that count, which are those beside where there are no others.
Extent extent_of(const std::vector<Line>& lines, bool beside, bool only_positive) {
  Extent extent = kEmpty;
  for (const Line& line : lines) {
    if (is_beside(line) != beside) continue;
    if (line.escapes && line.mark == Mark::kPoints) continue;
    for_each_y(line, [&](double y) {
      if (!only_positive || y > 0) include(y, extent);
    });
  }
  return extent;
}

Extent settled(Extent extent, bool log) {
  if (extent.low > extent.high) return log ? Extent{0.1, 1} : Extent{0, 1};
  if (extent.low < extent.high) return extent;
  if (log) return {extent.low / 2, extent.high * 2};
  const double margin = extent.low == 0 ? 1 : std::fabs(extent.low) / 2;
  return {extent.low - margin, extent.high + margin};
}

// `core`, widened towards `others` by no more than there is room.
Extent widened(Extent core, Extent others, bool log) {
  if (others.low > others.high) return core;
  if (!log) {
    const double room = kRoomBeside * (core.high - core.low);
    return {std::min(core.low, std::max(others.low, core.low - room)),
            std::max(core.high, std::min(others.high, core.high + room))};
  }
  const double room = std::pow(std::max(core.high / core.low, 10.0), kRoomBeside);
  return {std::min(core.low, std::max(others.low, core.low / room)),
          std::max(core.high, std::min(others.high, core.high * room))};
}

// Whether two named lines lie on each other all along.
bool look_equal(const Line& a, const Line& b, const Extent& extent, bool log) {
  if (a.x != b.x || a.mark != b.mark) return false;
  const auto visible = [&](double y) { return std::isfinite(y) && (!log || y > 0); };
  for (std::size_t i = 0; i < a.y.size(); ++i) {
    if (visible(a.y[i]) != visible(b.y[i])) return false;
    if (!visible(a.y[i])) continue;
    if (std::fabs(position(a.y[i], extent, log) - position(b.y[i], extent, log)) > kVisible)
      return false;
  }
  return true;
}

}  // namespace

std::size_t color_of(const Figure& figure, std::size_t line) {
  const auto first = figure.lines.begin();
  const auto own = std::count_if(first, first + static_cast<std::ptrdiff_t>(line) + 1,
                                 [](const Line& l) { return !l.dashed; });
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(own, 1) - 1);
}

Extent x_extent(const Figure& figure) {
  if (figure.axes.size() > 1) return {0, static_cast<double>(figure.axes.size() - 1)};
  if (!figure.x_names.empty()) return {-0.5, static_cast<double>(figure.x_names.size()) - 0.5};
  Extent extent = kEmpty;
  const bool all_escape =
      std::ranges::all_of(figure.lines, [](const Line& line) { return line.escapes; });
  for (const Line& line : figure.lines) {
    if (line.mark == Mark::kPoints && line.escapes && !all_escape) continue;
    for (const double x : line.x)
      if (!figure.log_x || x > 0) include(x, extent);
  }
  return settled(extent, figure.log_x);
}

Extent y_extent(const Figure& figure) {
  if (!figure.axes.empty()) return {0, 1};
  const Extent core = extent_of(figure.lines, false, figure.log_y);
  const Extent others = extent_of(figure.lines, true, figure.log_y);
  if (core.low > core.high) return settled(others, figure.log_y);
  return widened(settled(core, figure.log_y), others, figure.log_y);
}

std::size_t lines_beyond(const Figure& figure) {
  const Extent extent = y_extent(figure);
  const auto leaves = [&](const Line& line) {
    return std::ranges::any_of(
        line.y, [&](double y) { return std::isfinite(y) && (y < extent.low || y > extent.high); });
  };
  return static_cast<std::size_t>(std::ranges::count_if(figure.lines, leaves));
}

std::optional<double> x_of_exit(const Figure& figure, const Line& line) {
  const Extent extent = y_extent(figure);
  for (std::size_t i = 1; i < line.y.size(); ++i) {
    const double from = line.y[i - 1];
    if (!(from <= extent.high) || !(line.y[i] > extent.high) || !std::isfinite(line.y[i])) continue;
    if (figure.log_y && from <= 0) continue;
    const double y0 = position(from, extent, figure.log_y);
    const double y1 = position(line.y[i], extent, figure.log_y);
    return line.x[i - 1] + (1 - y0) / (y1 - y0) * (line.x[i] - line.x[i - 1]);
  }
  return std::nullopt;
}

std::vector<Overlap> overlaps(const Figure& figure) {
  const Extent extent = y_extent(figure);
  std::vector<Overlap> found(figure.lines.size());
  const auto can_hide = [](const Line& line) {
    return !line.name.empty() && !line.dashed && line.mark != Mark::kPoints;
  };
  std::vector<bool> done(figure.lines.size());
  for (std::size_t i = 0; i < figure.lines.size(); ++i) {
    if (done[i] || !can_hide(figure.lines[i])) continue;
    std::vector<std::size_t> equal{i};
    for (std::size_t j = i + 1; j < figure.lines.size(); ++j)
      if (!done[j] && can_hide(figure.lines[j]) &&
          look_equal(figure.lines[i], figure.lines[j], extent, figure.log_y))
        equal.push_back(j);
    for (std::size_t at = 0; at < equal.size(); ++at) {
      found[equal[at]] = {at, equal.size()};
      done[equal[at]] = true;
    }
  }
  return found;
}

bool wants_log(const std::vector<Line>& lines) {
  const Extent extent = extent_of(lines, all_beside(lines), false);
  return extent.low > 0 && extent.high / extent.low >= kLogSpan;
}

bool wants_log_axis(const std::vector<double>& values) {
  Extent extent = kEmpty;
  for (const double value : values)
    if (std::isfinite(value)) include(value, extent);
  return extent.low > 0 && extent.high / extent.low >= kLogSpan;
}

}  // namespace ice::report
