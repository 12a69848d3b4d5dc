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

/// Axes with numbers, lines in braille dots (2 x 4 in a character), the legend below. Does not draw
/// bands.
[[nodiscard]] std::string draw_picture(const Figure& figure, const PictureStyle& style);

}  // namespace ice::report
