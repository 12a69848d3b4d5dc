#pragma once
// The cost over a plane of a network's parameters, and the ways that trainings took through it, as
// data. It is drawn by gnuplot (gnuplot/landscape_script.hpp) or with characters.
#include <cstddef>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::report {

/// The points of one training, from its start to its end.
struct Trace {
  std::string name;  ///< in the legend
  std::vector<double> x, y;
};

struct LandscapeFigure {
  std::string title, subtitle;
  std::string x_label, y_label;
  Extent x, y;
  /// The cost at each point of a raster (columns x rows), row by row from the lowest y. The
  /// outermost points lie on the edges. What is not finite is drawn as the highest.
  std::vector<double> heights;
  std::size_t columns = 0, rows = 0;
  std::vector<Trace> traces;  ///< the most important first
};

/// Heights that part the plane into `parts` of equal area: parts - 1 of them, ascending, each
/// different. REQUIRES: parts >= 2.
[[nodiscard]] std::vector<double> levels(const LandscapeFigure& figure, std::size_t parts);

/// Draws the figure with characters, for a terminal: four shades, from blank where it is lowest,
/// each over a quarter of the plane; the traces over them from o to x.
[[nodiscard]] std::string draw_landscape(const LandscapeFigure& figure, const PictureStyle& style);

}  // namespace ice::report
