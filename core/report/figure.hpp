#pragma once
// A chart of lines and points as data. It is drawn by gnuplot (gnuplot/figure_script.hpp) or with
// characters (terminal/terminal_plot.hpp).
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ice::report {

/// How the points of a line are shown: joined, joined and marked, only marked, or joined by steps
/// that keep a value until the next one.
enum class Mark { kLine, kLineAndPoints, kPoints, kSteps };

/// One curve, or one kind of points. x rises, but for kPoints. A y that is not finite is a gap.
/// `low` and `high`, when not empty, are a band around y, one value for each x.
struct Line {
  std::string name;  ///< in the legend; empty: drawn behind the others, in grey, not in the legend
  std::vector<double> x, y, low, high;
  bool dashed = false;  ///< has the colour of the line before it, and is not in the legend
  /// A line that diverges: it widens the y axis only a little, then leaves the picture. Points far
  /// from the others: they widen no axis.
  bool escapes = false;
  Mark mark = Mark::kLine;
};

/// A number or name on an axis.
struct Tick {
  double value = 0;
  std::string text;
};

struct Figure {
  std::string title;
  std::string subtitle;
  std::string x_label, y_label;
  std::string legend_title;  ///< says what the lines' names are values of
  bool log_y = false;
  std::vector<Line> lines;  ///< the most important first
  bool log_x = false;
  std::vector<Tick> x_marks = {};         ///< not empty: the ticks of the x axis
  std::vector<std::string> x_names = {};  ///< not empty: x = 0, 1, 2 ... stand for these
  /// Not empty: parallel coordinates. Each x has a vertical axis of its own, from 0 to 1 in y, with
  /// these ticks.
  std::vector<std::vector<Tick>> axes = {};
};

/// The index of a line's colour in the palette, from 0. Dashed lines have none of their own.
[[nodiscard]] std::size_t color_of(const Figure& figure, std::size_t line);

/// The least and the largest number that is drawn along an axis; low < high.
struct Extent {
  double low = 0, high = 1;
};
/// Only positive values count where log_x. With names, half a name more at both ends, but none with
/// axes.
[[nodiscard]] Extent x_extent(const Figure& figure);
/// From 0 to 1 with axes. Else over the named lines with their bands, and all points. Grey lines
/// and those that escape widen it, but at either end by no more than what the named lines take;
/// what lies beyond leaves the picture. Only positive values count where log_y. Widened when all
/// values are equal.
[[nodiscard]] Extent y_extent(const Figure& figure);

/// How many lines have finite values outside y_extent().
[[nodiscard]] std::size_t lines_beyond(const Figure& figure);

/// Where a line first leaves the picture through its upper edge: the x there.
[[nodiscard]] std::optional<double> x_of_exit(const Figure& figure, const Line& line);

/// Of lines that cannot be told apart by eye, which would hide each other: this one is number `at`
/// of `of`, counted from the topmost.
struct Overlap {
  std::size_t at = 0, of = 1;
};
/// One for each line. Grey lines, dashed ones and points overlap with none.
[[nodiscard]] std::vector<Overlap> overlaps(const Figure& figure);

/// Whether a logarithmic y axis shows more: the values of the named lines that do not escape are
/// positive and span 1.5 decades or more.
[[nodiscard]] bool wants_log(const std::vector<Line>& lines);
/// The same for some values.
[[nodiscard]] bool wants_log_axis(const std::vector<double>& values);

}  // namespace ice::report
