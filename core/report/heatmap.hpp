#pragma once
// A metric over two parameters of a study, as data. It is drawn by gnuplot
// (gnuplot/heatmap_script.hpp) or with characters.
#include <cstddef>
#include <string>
#include <vector>

#include "report/study_cells.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::report {

/// The runs with one value of either parameter.
struct Tile {
  double mean = 0;  ///< nan where no run has a value
  std::size_t n = 0, missing = 0;
  /// How good the mean is among all tiles, from 0 to 1; on a logarithmic scale where that shows
  /// more.
  double goodness = 0;
};

struct Heatmap {
  std::string title, subtitle;
  std::string x_label, y_label, value_label;
  std::vector<std::string> x_names, y_names;
  std::vector<Tile> tiles;  ///< by y and then x: x_names.size() in a row
  bool same_n = false;      ///< every tile has as many runs; the subtitle says how many
};

/// The mean over all runs with a value, whatever their other parameters are. Numbers with more than
/// 12 values are put into groups. Throws UserError as cells_of() and choose_parameters() do.
[[nodiscard]] Heatmap heatmap_of(store::Reader& reader, const PlotRequest& request);

/// A table of means, each with its shade (█ is best) and its number of runs.
[[nodiscard]] std::string draw_heatmap(const Heatmap& heatmap, const PictureStyle& style);

}  // namespace ice::report
