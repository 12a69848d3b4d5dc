#include "report/terminal/terminal_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "report/axis.hpp"
#include "report/terminal/braille_canvas.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kDash = 3;  // dots

struct Frame {
  Extent x, y;
  bool log_y = false;
};

struct Dot {
  double x, y;
};

std::optional<Dot> dot_of(const Canvas& canvas, const Frame& frame, double x, double y) {
  constexpr double kSlack = 1e-9;  // of rounding
  if (!std::isfinite(y) || (frame.log_y && y <= 0)) return std::nullopt;
  if (const double at = position(y, frame.y, frame.log_y); at < -kSlack || at > 1 + kSlack)
    return std::nullopt;
  return Dot{position(x, frame.x, false) * static_cast<double>(canvas.dot_columns() - 1),
             (1 - position(y, frame.y, frame.log_y)) * static_cast<double>(canvas.dot_rows() - 1)};
}

// What draws: a dashed pen leaves out every second run of dots.
struct Pen {
  int owner = kNobody;
  bool dashed = false;
  std::vector<std::pair<std::size_t, std::size_t>> path = {};  // its dots so far

  void dot(Canvas& canvas, std::size_t x, std::size_t y) {
    if (!path.empty() && path.back() == std::pair(x, y)) return;
    if (!dashed || path.size() / kDash % 2 == 0) canvas.dot(x, y, owner);
    path.emplace_back(x, y);
  }
};

void draw_segment(Canvas& canvas, Dot from, Dot to, Pen& pen) {
  const double steps =
      std::max({1.0, std::ceil(std::fabs(to.x - from.x)), std::ceil(std::fabs(to.y - from.y))});
  for (double i = 0; i <= steps; ++i) {
    const double part = i / steps;
    pen.dot(canvas, static_cast<std::size_t>(std::lround(from.x + part * (to.x - from.x))),
            static_cast<std::size_t>(std::lround(from.y + part * (to.y - from.y))));
  }
}

void draw_line(Canvas& canvas, const Frame& frame, const Line& line, Pen& pen) {
  std::optional<Dot> previous;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const std::optional<Dot> next = dot_of(canvas, frame, line.x[i], line.y[i]);
    if (next) draw_segment(canvas, previous.value_or(*next), *next, pen);
    previous = next;
  }
}

// Puts a letter at the end of a line, or as near to it as other letters allow.
void put_letter(Canvas& canvas, const Pen& pen, char letter) {
  for (auto at = pen.path.rbegin(); at != pen.path.rend(); ++at) {
    if (canvas.letter(at->first, at->second, letter)) return;
  }
}

// Grey is a colour: without colours, lines without a name could not be told from the others.
void draw_line_of(Canvas& canvas, const Frame& frame, const Figure& figure, std::size_t i,
                  bool color) {
  const Line& line = figure.lines[i];
  const bool named = !line.name.empty();
  if (!named && !line.dashed && !color) return;
  const std::size_t number = color_of(figure, i);
  Pen pen{named || line.dashed ? static_cast<int>(number) : kNobody, line.dashed};
  draw_line(canvas, frame, line, pen);
  if (named && !color) put_letter(canvas, pen, letter_of(number));
}

// The most important line is drawn last, over the others; dashed ones lie under all.
void draw_lines(Canvas& canvas, const Frame& frame, const Figure& figure, bool color) {
  for (const bool dashed : {true, false}) {
    for (std::size_t i = figure.lines.size(); i-- > 0;) {
      if (figure.lines[i].dashed == dashed) draw_line_of(canvas, frame, figure, i, color);
    }
  }
}

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

XAxis x_axis(const Figure& figure, const Frame& frame, std::size_t columns) {
  XAxis axis{"", std::string(columns + 8, ' ')};
  std::vector<bool> marked(columns);
  std::size_t free_from = 0;
  for (const Tick& tick : x_ticks(figure, std::max<std::size_t>(2, columns / 12))) {
    const auto column = static_cast<std::size_t>(
        std::lround(position(tick.value, frame.x, false) * static_cast<double>(columns - 1)));
    marked[column] = true;
    const std::size_t start = column - std::min(column, tick.text.size() / 2);
    if (start < free_from || start + tick.text.size() > axis.numbers.size()) continue;
    axis.numbers.replace(start, tick.text.size(), tick.text);
    free_from = start + tick.text.size() + 1;
  }
  for (const bool mark : marked) axis.rule += mark ? "┬" : "─";
  axis.numbers.erase(axis.numbers.find_last_not_of(' ') + 1);
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

std::string heading(const Figure& figure, const PictureStyle& style) {
  std::string text;
  if (!figure.title.empty())
    text += painted(shorten(one_line(figure.title), style.width), Style::kBold, style.color) + "\n";
  if (!figure.subtitle.empty()) text += shorten(one_line(figure.subtitle), style.width) + "\n";
  return text + figure.y_label + (figure.log_y ? ", logarithmic" : "") + "\n";
}

}  // namespace

std::string draw_picture(const Figure& figure, const PictureStyle& style) {
  const Frame frame{x_extent(figure), y_extent(figure), figure.log_y};
  const std::vector<std::string> numbers = y_numbers(frame, style.height);
  const std::size_t margin = numbers.front().size() + 2;
  const std::size_t columns =
      std::max<std::size_t>(style.width - std::min(style.width, margin + 4), 20);
  Canvas canvas(columns, style.height);
  draw_lines(canvas, frame, figure, style.color);

  std::string text = heading(figure, style);
  for (std::size_t row = 0; row < style.height; ++row) {
    const bool ticked = numbers[row].find_first_not_of(' ') != std::string::npos;
    text += numbers[row] + (ticked ? " ┤" : " │") + canvas.row(row, style.color);
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  const XAxis axis = x_axis(figure, frame, columns);
  const std::string blanks(margin - 1, ' ');
  text +=
      blanks + "└" + axis.rule + "\n" + blanks + " " + axis.numbers + "  " + figure.x_label + "\n";
  return text + legend(figure, style);
}

}  // namespace ice::report
