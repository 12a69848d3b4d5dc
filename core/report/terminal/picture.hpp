#pragma once
// A figure drawn with characters, for a terminal.
#include <cstddef>
#include <string>

#include "report/figure.hpp"

namespace ice::report {

struct PictureStyle {
  std::size_t width = 80;   ///< columns of the whole picture
  std::size_t height = 16;  ///< rows of the plotting area
  bool color = false;       ///< without it, letters tell lines apart, and grey ones are left out
};

/// Axes with numbers, lines in braille dots (2 x 4 a character), the legend below. Bands are not
/// drawn.
[[nodiscard]] std::string draw_picture(const Figure& figure, const PictureStyle& style);

}  // namespace ice::report
