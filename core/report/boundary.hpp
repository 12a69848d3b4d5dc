#pragma once
// Decision boundaries of two-feature data as data: which class a network gives to each place of the
// plane, and the samples it was trained with.
#include <cstddef>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/terminal/picture.hpp"

namespace ice::report {

struct LabelledPoint {
  double x = 0, y = 0;
  std::size_t label = 0;  ///< index of its class
};

/// One network's plane.
struct BoundaryPanel {
  std::string title;
  std::vector<LabelledPoint> samples;
  /// The class at each place of a raster over the figure's rectangle, row by row from the lowest y;
  /// the outermost places lie on its edges.
  std::vector<std::size_t> regions;
  std::size_t columns = 0, rows = 0;
};

struct BoundaryFigure {
  std::string title, subtitle;
  std::string x_label, y_label;
  Extent x, y;                       ///< the rectangle of all panels
  std::vector<std::string> classes;  ///< their names
  std::vector<BoundaryPanel> panels;
};

/// With characters, for a terminal: regions shaded, samples as the letters of their classes; as
/// many panels side by side as there is room for.
[[nodiscard]] std::string draw_boundaries(const BoundaryFigure& figure, const PictureStyle& style);

}  // namespace ice::report
