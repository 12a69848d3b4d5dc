#pragma once
// A picture as data, whoever draws it: gnuplot (plot.hpp) or a terminal (picture.hpp).
#include <cstddef>
#include <string>
#include <vector>

namespace ice::report {

/// One curve. x rises; a y that is not finite is a gap. `low` and `high`, when not empty, are a
/// band around y, one value an x.
struct Line {
  std::string name;  ///< in the legend; empty: drawn behind the others, in grey, not in the legend
  std::vector<double> x, y, low, high;
  bool dashed = false;   ///< in the colour of the line before it, and not in the legend
  bool escapes = false;  ///< does not stretch the y axis: what diverges leaves the picture
};

struct Figure {
  std::string title;
  std::string subtitle;
  std::string x_label, y_label;
  std::string legend_title;  ///< what the names of the lines are made of
  bool log_y = false;
  std::vector<Line> lines;  ///< the most important first
};

/// The number of a line's colour, from 0: a dashed line takes none of its own.
[[nodiscard]] std::size_t color_of(const Figure& figure, std::size_t line);

/// Smallest and largest drawn number of a figure along one axis.
struct Extent {
  double low = 0, high = 1;
};
[[nodiscard]] Extent x_extent(const Figure& figure);
/// Over lines and bands that are neither grey nor escape (over all, when all do); of the positive
/// values where log_y. Widened when all are equal.
[[nodiscard]] Extent y_extent(const Figure& figure);

/// True when a logarithmic y axis shows more: all values that y_extent counts are positive,
/// over 1.5 decades or more.
[[nodiscard]] bool wants_log(const std::vector<Line>& lines);

}  // namespace ice::report
