#include "report/terminal/figure_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "report/axis.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kDash = 3;  // dots
constexpr std::size_t kTurn = 6;  // dots that each of some lines draws where they hide each other
constexpr double kSlack = 1e-9;   // of rounding

// A point by its shares of the width and of the height, from the lower left corner. Its y may lie
// outside of 0 .. 1.
struct Spot {
  double x, y;
};

std::optional<Spot> spot_of(const Frame& frame, double x, double y) {
  if (!std::isfinite(y) || (frame.log_y && y <= 0) || (frame.log_x && x <= 0)) return std::nullopt;
  return Spot{position(x, frame.x, frame.log_x), position(y, frame.y, frame.log_y)};
}

bool is_inside(const Spot& spot) { return spot.y >= -kSlack && spot.y <= 1 + kSlack; }

// The point between `inside` and `outside` that lies on the edge.
Spot edge_between(const Spot& inside, const Spot& outside) {
  const double edge = outside.y > 1 ? 1 : 0;
  const double part = (edge - inside.y) / (outside.y - inside.y);
  return {inside.x + part * (outside.x - inside.x), edge};
}

// What draws: a pen with a period draws only the dots from `from` to `to` of each.
struct Pen {
  int owner = kNobody;
  std::size_t period = 1, from = 0, to = 1;
  std::vector<std::pair<std::size_t, std::size_t>> path = {};  // its dots so far

  void dot(Canvas& canvas, std::size_t x, std::size_t y) {
    if (!path.empty() && path.back() == std::pair(x, y)) return;
    const std::size_t at = path.size() % period;
    if (at >= from && at < to) canvas.dot(x, y, owner);
    path.emplace_back(x, y);
  }
};

struct Dot {
  double x, y;
};

Dot dot_at(const Canvas& canvas, const Spot& spot) {
  return {spot.x * static_cast<double>(canvas.dot_columns() - 1),
          (1 - std::clamp(spot.y, 0.0, 1.0)) * static_cast<double>(canvas.dot_rows() - 1)};
}

void draw_segment(Canvas& canvas, const Spot& start, const Spot& end, Pen& pen) {
  const Dot from = dot_at(canvas, start);
  const Dot to = dot_at(canvas, end);
  const double steps =
      std::max({1.0, std::ceil(std::fabs(to.x - from.x)), std::ceil(std::fabs(to.y - from.y))});
  for (double i = 0; i <= steps; ++i) {
    const double part = i / steps;
    pen.dot(canvas, static_cast<std::size_t>(std::lround(from.x + part * (to.x - from.x))),
            static_cast<std::size_t>(std::lround(from.y + part * (to.y - from.y))));
  }
}

// The part of a segment that lies in the picture, if one of its ends does.
void draw_visible(Canvas& canvas, const Spot& start, const Spot& end, Pen& pen) {
  if (is_inside(start) && is_inside(end)) return draw_segment(canvas, start, end, pen);
  if (is_inside(start)) draw_segment(canvas, start, edge_between(start, end), pen);
  if (is_inside(end)) draw_segment(canvas, edge_between(end, start), end, pen);
}

void draw_line(Canvas& canvas, const Frame& frame, const Line& line, Pen& pen) {
  std::optional<Spot> previous;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const std::optional<Spot> next = spot_of(frame, line.x[i], line.y[i]);
    if (next) {
      Spot from = previous.value_or(*next);
      if (line.mark == Mark::kSteps) {
        const Spot corner{next->x, from.y};
        draw_visible(canvas, from, corner, pen);
        from = corner;
      }
      draw_visible(canvas, from, *next, pen);
    }
    previous = next;
  }
}

// Each point is a dot; where a line has a name, a letter or, in colour, four dots.
void draw_points(Canvas& canvas, const Frame& frame, const Line& line, int owner, bool color) {
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const std::optional<Spot> spot = spot_of(frame, line.x[i], line.y[i]);
    if (!spot || !is_inside(*spot) || spot->x < -kSlack || spot->x > 1 + kSlack) continue;
    const Dot dot = dot_at(canvas, *spot);
    const auto x = static_cast<std::size_t>(std::lround(dot.x));
    const auto y = static_cast<std::size_t>(std::lround(dot.y));
    canvas.dot(x, y, owner);
    if (line.name.empty()) continue;
    if (!color) {
      (void)canvas.letter(x, y, letter_of(static_cast<std::size_t>(owner)));
      continue;
    }
    const std::size_t right = std::min(x + 1, canvas.dot_columns() - 1);
    const std::size_t below = std::min(y + 1, canvas.dot_rows() - 1);
    canvas.dot(right, y, owner);
    canvas.dot(x, below, owner);
    canvas.dot(right, below, owner);
  }
}

// Puts a letter at the end of a line, or as near to it as other letters allow.
void put_letter(Canvas& canvas, const Pen& pen, char letter) {
  for (auto at = pen.path.rbegin(); at != pen.path.rend(); ++at) {
    if (canvas.letter(at->first, at->second, letter)) return;
  }
}

Pen pen_of(const Line& line, std::size_t number, const Overlap& overlap) {
  Pen pen;
  if (!line.name.empty() || line.dashed) pen.owner = static_cast<int>(number);
  if (line.dashed) {
    pen.period = 2 * kDash;
    pen.to = kDash;
  } else if (overlap.of > 1) {
    pen.period = kTurn * overlap.of;
    pen.from = kTurn * overlap.at;
    pen.to = pen.from + kTurn;
  }
  return pen;
}

// Grey is a colour: without colours, lines without a name could not be told from the others. Nor
// do lines that hide each other take turns then: their letters stand beside each other.
void draw_line_of(Canvas& canvas, const Frame& frame, const Figure& figure, std::size_t i,
                  const Overlap& overlap, bool color) {
  const Line& line = figure.lines[i];
  const bool named = !line.name.empty();
  const std::size_t number = color_of(figure, i);
  Pen pen = pen_of(line, number, color ? overlap : Overlap{});
  if (line.mark == Mark::kPoints) return draw_points(canvas, frame, line, pen.owner, color);
  if (!named && !line.dashed && !color) return;
  draw_line(canvas, frame, line, pen);
  if (line.mark == Mark::kLineAndPoints)
    draw_points(canvas, frame, line, pen.owner, color);
  else if (named && !color)
    put_letter(canvas, pen, letter_of(number));
}

}  // namespace

void draw_lines(Canvas& canvas, const Frame& frame, const Figure& figure, bool color) {
  const std::vector<Overlap> hidden = overlaps(figure);
  const auto layer_of = [](const Line& line) {
    return line.dashed ? 1 : line.name.empty() ? 0 : 2;
  };
  for (int layer = 0; layer < 3; ++layer)
    for (std::size_t i = figure.lines.size(); i-- > 0;)
      if (layer_of(figure.lines[i]) == layer)
        draw_line_of(canvas, frame, figure, i, hidden[i], color);
}

}  // namespace ice::report
