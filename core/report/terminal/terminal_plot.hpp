#pragma once
// Draws a figure with characters, for a terminal.
#include <cstddef>
#include <string>

#include "report/figure.hpp"

namespace ice::report {

struct PictureStyle {
  std::size_t width = 80;   ///< columns of the whole picture
  std::size_t height = 16;  ///< rows of the plotting area
  bool color = false;       ///< when false, letters mark the lines, and grey ones are left out
};

/// The title and, below it, the subtitle in as many lines as it needs, each with a new line at its
/// end. An empty text has no line.
[[nodiscard]] std::string heading_text(const std::string& title, const std::string& subtitle,
                                       const PictureStyle& style);

/// The text without blanks at its end, and a new line.
[[nodiscard]] std::string ended_line(std::string text);

/// The x axis of a figure below a canvas of so many columns that begins behind `margin` columns and
/// an upright line: a rule, its numbers, its name.
[[nodiscard]] std::string x_axis_text(const Figure& figure, std::size_t margin,
                                      std::size_t columns);

/// Axes with numbers, lines in braille dots (2 x 4 in a character), the legend below. Does not draw
/// bands. No row is wider than style.width, if that is 30 or more.
[[nodiscard]] std::string draw_picture(const Figure& figure, const PictureStyle& style);

}  // namespace ice::report
