#pragma once
// A line chart as data. It is drawn by gnuplot (gnuplot/figure_script.hpp) or with characters
// (terminal/picture.hpp).
#include <cstddef>
#include <string>
#include <vector>

namespace ice::report {

/// One curve. x rises; a y that is not finite is a gap. `low` and `high`, when not empty, are a
/// band around y, one value for each x.
struct Line {
  std::string name;  ///< in the legend; empty: drawn behind the others, in grey, not in the legend
  std::vector<double> x, y, low, high;
  bool dashed = false;   ///< has the colour of the line before it, and is not in the legend
  bool escapes = false;  ///< does not widen the y axis: a curve that diverges leaves the picture
};

struct Figure {
  std::string title;
  std::string subtitle;
  std::string x_label, y_label;
  std::string legend_title;  ///< says what the lines' names are values of
  bool log_y = false;
  std::vector<Line> lines;  ///< the most important first
};

/// The index of a line's colour in the palette, from 0. Dashed lines have none of their own.
[[nodiscard]] std::size_t color_of(const Figure& figure, std::size_t line);

/// The least and the largest number that is drawn along an axis; low < high.
struct Extent {
  double low = 0, high = 1;
};
[[nodiscard]] Extent x_extent(const Figure& figure);
/// Over the lines, with their bands, that are neither grey nor escape; over all lines when there
/// are no others. Only positive values count where log_y. Widened when all values are equal.
[[nodiscard]] Extent y_extent(const Figure& figure);

/// Whether a logarithmic y axis shows more: all values that y_extent() counts are positive and span
/// 1.5 decades or more.
[[nodiscard]] bool wants_log(const std::vector<Line>& lines);

}  // namespace ice::report
