#include "report/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::report {
namespace {

constexpr Extent kEmpty{std::numeric_limits<double>::infinity(),
                        -std::numeric_limits<double>::infinity()};
constexpr double kLogSpan = 31.6;  // 1.5 decades

// Grey lines and those that diverged do not widen the axis: where they leave the extent of the
// others, they leave the picture.
bool is_beside(const Line& line) { return line.escapes || (line.name.empty() && !line.dashed); }

template <class Use>
void for_each_y(const std::vector<Line>& lines, Use use) {
  const bool all_beside = std::all_of(lines.begin(), lines.end(), is_beside);
  for (const Line& line : lines) {
    if (is_beside(line) && !all_beside) continue;
    for (const auto* values : {&line.y, &line.low, &line.high}) {
      for (const double value : *values) {
        if (std::isfinite(value)) use(value);
      }
    }
  }
}

Extent settled(Extent extent, bool log) {
  if (extent.low > extent.high) return log ? Extent{0.1, 1} : Extent{0, 1};
  if (extent.low < extent.high) return extent;
  if (log) return {extent.low / 2, extent.high * 2};
  const double margin = extent.low == 0 ? 1 : std::fabs(extent.low) / 2;
  return {extent.low - margin, extent.high + margin};
}

}  // namespace

std::size_t color_of(const Figure& figure, std::size_t line) {
  const auto first = figure.lines.begin();
  const auto own = std::count_if(first, first + static_cast<std::ptrdiff_t>(line) + 1,
                                 [](const Line& l) { return !l.dashed; });
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(own, 1) - 1);
}

Extent x_extent(const Figure& figure) {
  Extent extent = kEmpty;
  for (const Line& line : figure.lines) {
    for (const double x : line.x) extent = {std::min(extent.low, x), std::max(extent.high, x)};
  }
  return settled(extent, false);
}

Extent y_extent(const Figure& figure) {
  Extent extent = kEmpty;
  for_each_y(figure.lines, [&](double y) {
    if (!figure.log_y || y > 0) extent = {std::min(extent.low, y), std::max(extent.high, y)};
  });
  return settled(extent, figure.log_y);
}

bool wants_log(const std::vector<Line>& lines) {
  Extent extent = kEmpty;
  for_each_y(lines, [&](double y) {
    extent = {std::min(extent.low, y), std::max(extent.high, y)};
  });
  return extent.low > 0 && extent.high / extent.low >= kLogSpan;
}

}  // namespace ice::report
