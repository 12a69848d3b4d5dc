#pragma once
// The final values of a study's runs for each value of a parameter, as data. They are drawn by
// gnuplot (gnuplot/box_script.hpp) or with characters.
#include <cstddef>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/study_cells.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::report {

/// Some values by their quartiles. The whiskers `low` and `high` are the outermost values within
/// 1.5 interquartile ranges of the box (Tukey 1977).
struct Box {
  std::string name;
  std::vector<double> values;  ///< sorted; empty: only the name and `missing` count
  std::size_t missing = 0;     ///< runs without a value
  double low = 0, q1 = 0, median = 0, q3 = 0, high = 0;
};

struct BoxFigure {
  std::string title, subtitle;
  std::string x_label, y_label;
  bool log_y = false;
  Extent y;  ///< of the values that are not far worse than the others
  std::vector<Box> boxes;
};

/// A box for each value of the parameter x, over all runs. Numbers with more than 20 values are put
/// into groups. Throws UserError as cells_of() and choose_parameters() do.
[[nodiscard]] BoxFigure boxes_of(store::Reader& reader, const PlotRequest& request);

/// A row for each box: ├──▒▒▒┃▒▒──┤ over a common axis.
[[nodiscard]] std::string draw_boxes(const BoxFigure& figure, const PictureStyle& style);

}  // namespace ice::report
