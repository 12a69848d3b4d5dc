#include "report/terminal/terminal_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/paragraph.hpp"
#include "report/terminal/figure_canvas.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

// The numbers of the y axis, one text a row of the canvas, all of one width.
std::vector<std::string> y_numbers(const Frame& frame, std::size_t rows) {
  std::vector<std::string> texts(rows);
  std::size_t width = 0;
  for (const Tick& tick : ticks(frame.y, frame.log_y, std::max<std::size_t>(3, rows / 3))) {
    const double row =
        (1 - position(tick.value, frame.y, frame.log_y)) * static_cast<double>(rows - 1);
    texts[static_cast<std::size_t>(std::lround(row))] = tick.text;
    width = std::max(width, tick.text.size());
  }
  for (std::string& text : texts) text.insert(0, width - text.size(), ' ');
  return texts;
}

struct XAxis {
  std::string rule;     // "┬──────┬"
  std::string numbers;  // "0      5"
};

// Numbers that would touch the one before are left out; names are shortened to their room.
XAxis x_axis(const Figure& figure, std::size_t columns) {
  const Extent extent = x_extent(figure);
  XAxis axis{"", ""};
  const std::size_t most = figure.x_names.empty() ? std::max<std::size_t>(2, columns / 12)
                                                  : std::max<std::size_t>(2, columns / 6);
  std::vector<Tick> shown = x_ticks(figure, most);
  const std::size_t room =
      std::max<std::size_t>(columns / std::max<std::size_t>(shown.size(), 1), 3);
  std::vector<bool> marked(columns);
  std::size_t used = 0;
  for (Tick& tick : shown) {
    const auto column = static_cast<std::size_t>(
        std::lround(position(tick.value, extent, figure.log_x) * static_cast<double>(columns - 1)));
    marked[column] = true;
    if (!figure.x_names.empty()) tick.text = shorten(tick.text, room - 1);
    const std::size_t width = std::min(display_width(tick.text), columns);
    const std::size_t start = std::min(column - std::min(column, width / 2), columns - width);
    if (start < used + (used > 0 ? 1 : 0)) continue;
    axis.numbers += std::string(start - used, ' ') + tick.text;
    used = start + width;
  }
  for (const bool mark : marked) axis.rule += mark ? "┬" : "─";
  return axis;
}

std::string legend(const Figure& figure, const PictureStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < figure.lines.size(); ++i) {
    if (figure.lines[i].name.empty()) continue;
    const std::size_t number = color_of(figure, i);
    const std::string mark = style.color ? painted("━━", line_style(number), true)
                                         : fmt::format("{} ", letter_of(number));
    text +=
        fmt::format("  {} {}\n", mark, shorten(one_line(figure.lines[i].name), style.width - 5));
  }
  if (!text.empty() && !figure.legend_title.empty())
    text.insert(0, "     " + shorten(figure.legend_title, style.width - 5) + "\n");
  return text;
}

// The vertical axes of parallel coordinates with their ticks, right of each but the last.
void draw_axes(Canvas& canvas, const Figure& figure, std::size_t columns, std::size_t rows) {
  const std::size_t last = figure.axes.size() - 1;
  const std::size_t room = columns / figure.axes.size();
  for (std::size_t i = 0; i <= last; ++i) {
    const std::size_t column = last == 0 ? 0 : i * (columns - 1) / last;
    for (std::size_t row = 0; row < rows; ++row) canvas.text(column, row, "│");
    for (const Tick& tick : figure.axes[i]) {
      const auto row =
          static_cast<std::size_t>(std::lround((1 - tick.value) * static_cast<double>(rows - 1)));
      const std::string text = shorten(tick.text, std::max<std::size_t>(room, 4) - 1);
      const std::size_t width = display_width(text);
      canvas.text(i == last && i > 0 ? column - std::min(column, width) : column + 1, row, text);
    }
  }
}

std::string parallel_picture(const Figure& figure, const PictureStyle& style) {
  const std::size_t columns = std::max<std::size_t>(style.width, 20) - 1;
  Canvas canvas(columns, style.height);
  draw_axes(canvas, figure, columns, style.height);  // letters of lines find places beside them
  draw_lines(canvas, {x_extent(figure), y_extent(figure)}, figure, style.color);
  std::string text = heading_text(figure.title, figure.subtitle, style);
  for (std::size_t row = 0; row < style.height; ++row)
    text += ended_line(" " + canvas.row(row, style.color));
  return text + x_axis_text(figure, 0, columns) + legend(figure, style);
}

}  // namespace

std::string ended_line(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string heading_text(const std::string& title, const std::string& subtitle,
                         const PictureStyle& style) {
  std::string text;
  const auto add = [&](const std::string& part, Style look) {
    for (const std::string& line : base::split(paragraph(part, 0, 0, style.width), '\n'))
      if (!line.empty()) text += painted(shorten(line, style.width), look, style.color) + "\n";
  };
  add(title, Style::kBold);
  add(subtitle, Style::kPlain);
  return text;
}

std::string x_axis_text(const Figure& figure, std::size_t margin, std::size_t columns) {
  const XAxis axis = x_axis(figure, columns);
  const std::string blanks(margin, ' ');
  const std::string label =
      shorten(figure.x_label + (figure.log_x ? ", logarithmic" : ""), columns);
  std::string text = blanks + "└" + axis.rule + "\n" + ended_line(blanks + " " + axis.numbers);
  if (label.empty()) return text;
  return text + blanks + std::string(1 + (columns - display_width(label)) / 2, ' ') + label + "\n";
}

std::string draw_picture(const Figure& figure, const PictureStyle& style) {
  if (!figure.axes.empty()) return parallel_picture(figure, style);
  const Frame frame{x_extent(figure), y_extent(figure), figure.log_x, figure.log_y};
  const std::vector<std::string> numbers = y_numbers(frame, style.height);
  const std::size_t margin = numbers.front().size() + 2;
  const std::size_t columns =
      std::max<std::size_t>(style.width - std::min(style.width, margin), 20);
  Canvas canvas(columns, style.height);
  draw_lines(canvas, frame, figure, style.color);

  std::string text = heading_text(figure.title, figure.subtitle, style) +
                     shorten(figure.y_label + (figure.log_y ? ", logarithmic" : ""), style.width) +
                     "\n";
  for (std::size_t row = 0; row < style.height; ++row) {
    const bool ticked = numbers[row].find_first_not_of(' ') != std::string::npos;
    text += ended_line(numbers[row] + (ticked ? " ┤" : " │") + canvas.row(row, style.color));
  }
  return text + x_axis_text(figure, margin - 1, columns) + legend(figure, style);
}

}  // namespace ice::report
