#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/axis.hpp"
#include "report/box.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kWidestBoxName = 24, kCountWidth = 8;

std::string count_text(const Box& box) {
  return box.missing == 0 ? fmt::format("n={}", box.values.size())
                          : fmt::format("n={} -{}", box.values.size(), box.missing);
}

// One row of characters: outliers, whiskers, box, median.
std::string row_of(const Box& box, const Extent& extent, bool log, std::size_t columns) {
  std::vector<std::string> row(columns, " ");
  const auto column = [&](double value) {
    const double at = std::clamp(position(value, extent, log), 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(at * static_cast<double>(columns - 1)));
  };
  for (const double value : box.values)
    if (value < box.low || value > box.high) row[column(value)] = "·";
  if (!box.values.empty()) {
    for (std::size_t i = column(box.low); i <= column(box.high); ++i) row[i] = "─";
    row[column(box.low)] = "├";
    row[column(box.high)] = "┤";
    for (std::size_t i = column(box.q1); i <= column(box.q3); ++i) row[i] = "▒";
    row[column(box.median)] = "┃";
  }
  std::string text;
  for (const std::string& character : row) text += character;
  return text;
}

}  // namespace

std::string draw_boxes(const BoxFigure& figure, const PictureStyle& style) {
  std::size_t names = 1;
  std::size_t counts = kCountWidth;
  for (const Box& box : figure.boxes) {
    names = std::max(names, display_width(box.name));
    counts = std::max(counts, count_text(box).size() + 1);
  }
  names = std::min(names, kWidestBoxName);
  const std::size_t beside = names + 2 + counts;
  const std::size_t columns =
      std::max<std::size_t>(style.width - std::min(style.width, beside), 20);
  const Extent extent = figure.y;
  std::string text = heading_text(figure.title, figure.subtitle, style) +
                     shorten(figure.x_label, style.width) + "\n";
  for (const Box& box : figure.boxes) {
    const std::string name = shorten(box.name, names);
    text += ended_line(std::string(names - display_width(name), ' ') + name + " │" +
                       row_of(box, extent, figure.log_y, columns) + " " + count_text(box));
  }
  Figure axis;
  axis.log_x = figure.log_y;
  axis.lines.push_back({"", {extent.low, extent.high}, {0, 0}, {}, {}});
  axis.x_label = figure.y_label;
  return text + x_axis_text(axis, names + 1, columns);
}

}  // namespace ice::report
