#pragma once
// How much of a metric's variance each parameter of a study explains, as data. It is drawn by
// gnuplot (gnuplot/bars_script.hpp) or with characters.
#include <string>
#include <vector>

#include "report/study_cells.hpp"
#include "report/terminal/terminal_plot.hpp"

namespace ice::report {

enum class BarKind { kMain, kInteraction, kNoise };

struct Bar {
  std::string name;
  double share = 0;  ///< from 0 to 1
  BarKind kind = BarKind::kMain;
};

/// The bars of the runs that have the same parameters.
struct BarSection {
  std::string title;  ///< which runs these are; empty when they are all
  std::vector<Bar> bars;
};

struct BarFigure {
  std::string title, subtitle;
  std::string x_label;
  std::vector<BarSection> sections;
};

/// The shares of judge::importance: of each set of parameters that cells have, the `top` (12)
/// largest shares, and the noise. The subtitle says where a forest estimated them. Throws UserError
/// as cells_of() does, and where no parameter varies.
[[nodiscard]] BarFigure importance_bars(store::Reader& reader, const PlotRequest& request);

/// A row for each bar.
[[nodiscard]] std::string draw_bars(const BarFigure& figure, const PictureStyle& style);

}  // namespace ice::report
