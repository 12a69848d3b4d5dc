#pragma once
// Draws the lines and points of a figure on a canvas of braille dots.
#include "report/figure.hpp"
#include "report/terminal/braille_canvas.hpp"

namespace ice::report {

/// What the canvas shows.
struct Frame {
  Extent x, y;
  bool log_x = false, log_y = false;
};

/// Grey lines lie under all, then dashed ones; the most important line is drawn last. Without
/// colours, letters mark lines and points with a name, and grey lines are left out. In colour,
/// lines that hide each other take turns.
void draw_lines(Canvas& canvas, const Frame& frame, const Figure& figure, bool color);

}  // namespace ice::report
