#pragma once
// Decision boundaries as data: the class that a network gives to each point of the plane of two
// features, and the samples that it was trained with.
#include <cstddef>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::report {

struct LabelledPoint {
  double x = 0, y = 0;
  std::size_t label = 0;  ///< index of its class
};

/// The plane of one network.
struct BoundaryPanel {
  std::string title;
  std::vector<LabelledPoint> samples;
  /// Index of the class at each point of a raster (columns x rows) over the figure's rectangle, row
  /// by row from the lowest y. The outermost points lie on the edges.
  std::vector<std::size_t> regions;
  std::size_t columns = 0, rows = 0;
};

struct BoundaryFigure {
  std::string title, subtitle;
  std::string x_label, y_label;
  Extent x, y;  ///< the rectangle of all panels
  std::vector<std::string> classes;
  std::vector<BoundaryPanel> panels;
};

/// Draws the figure with characters, for a terminal: regions are shaded, samples are the letters of
/// their classes. Puts as many panels side by side as there is room for.
[[nodiscard]] std::string draw_boundaries(const BoundaryFigure& figure, const PictureStyle& style);

}  // namespace ice::report
