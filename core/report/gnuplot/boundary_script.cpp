#include "report/gnuplot/boundary_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.hpp"
#include "report/gnuplot/gnuplot_script.hpp"

namespace ice::report {
namespace {

constexpr double kPaleness = 0.72;  // of a region: 0 is the colour of its class, 1 is white

std::string_view color_of_class(std::size_t label) {
  return kPlotColors[label % kPlotColors.size()];
}

// "#0072B2" -> "#B8D8E9"
std::string pale(std::string_view color) {
  std::string text = "#";
  for (std::size_t i = 1; i < color.size(); i += 2) {
    const int channel = std::stoi(std::string(color.substr(i, 2)), nullptr, 16);
    text += fmt::format("{:02X}", static_cast<int>(channel + kPaleness * (255 - channel)));
  }
  return text;
}

struct Layout {
  std::size_t rows = 1, columns = 1;
};

// The picture is wider than high, so there are more columns than rows.
Layout layout_of(std::size_t panels) {
  const auto columns =
      static_cast<std::size_t>(std::ceil(std::sqrt(1.6 * static_cast<double>(panels))));
  return {(panels + columns - 1) / columns, columns};
}

std::string samples_block(const BoundaryFigure& figure, std::size_t panel, std::size_t label) {
  std::string text = fmt::format("$class{}_{} << END\n", panel, label);
  for (const LabelledPoint& point : figure.panels[panel].samples)
    if (point.label == label)
      text += fmt::format("{} {}\n", plot_number(point.x), plot_number(point.y));
  return text + "END\n";
}

std::string data_blocks(const BoundaryFigure& figure) {
  std::string text;
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const BoundaryPanel& panel = figure.panels[i];
    for (std::size_t label = 0; label < figure.classes.size(); ++label)
      text += samples_block(figure, i, label);
    text += fmt::format("$plane{} << END\n", i);
    for (std::size_t at = 0; at < panel.regions.size(); ++at)
      text += std::to_string(panel.regions[at]) + ((at + 1) % panel.columns == 0 ? '\n' : ' ');
    text += "END\n";
  }
  return text;
}

std::string palette(const BoundaryFigure& figure) {
  std::vector<std::string> colors;
  for (std::size_t label = 0; label < figure.classes.size(); ++label)
    colors.push_back(fmt::format("{} '{}'", label, pale(color_of_class(label))));
  const std::size_t last = std::max<std::size_t>(figure.classes.size(), 2) - 1;
  return fmt::format("set palette maxcolors {} defined ({})\nset cbrange [0:{}]\nunset colorbox\n",
                     figure.classes.size(), base::join(colors, ", "), last);
}

std::string style_section(const BoundaryFigure& figure, const std::filesystem::path& file) {
  const int font = font_size(file);
  const Layout layout = layout_of(figure.panels.size());
  return fmt::format(
             "set label 1 {} at screen 0.06,0.96 left font {} textcolor '#111111'\n"
             "set label 2 {} at screen 0.06,0.92 left font ',{}' textcolor '#777777'\n"
             "set multiplot layout {},{} margins 0.06,0.98,0.10,{} spacing 0.045,0.11\n"
             "set border 15 linecolor '#444444' linewidth 0.6\n"
             "set tics nomirror scale 0.5 textcolor '#444444' font ',{}'\n"
             "set xrange [{}:{}]\nset yrange [{}:{}]\nset size square\n"
             "set key at screen 0.98,0.955 right top horizontal font ',{}' textcolor '#222222'\n",
             quoted(figure.title), title_font(file), quoted(figure.subtitle), font * 9 / 10,
             layout.rows, layout.columns, 0.85, font * 8 / 10, plot_number(figure.x.low),
             plot_number(figure.x.high), plot_number(figure.y.low), plot_number(figure.y.high),
             font) +
         palette(figure);
}

// The coordinate of a point of the raster, by its index: "(-4+$1*0.04)".
std::string place(const char* column, const Extent& extent, std::size_t count) {
  const double step =
      (extent.high - extent.low) / static_cast<double>(std::max<std::size_t>(count, 2) - 1);
  return fmt::format("({}+{}*{})", plot_number(extent.low), column, plot_number(step));
}

std::string panel_section(const BoundaryFigure& figure, std::size_t i, int font) {
  const BoundaryPanel& panel = figure.panels[i];
  std::string text = fmt::format(
      "set title {} font ',{}' textcolor '#222222' offset 0,-0.5\n"
      "set xlabel {} font ',{}' offset 0,0.5\nset ylabel {} font ',{}' offset 1,0\n"
      "plot $plane{} matrix using {}:{}:3 with image notitle",
      quoted(panel.title), font * 9 / 10, quoted(figure.x_label), font * 8 / 10,
      quoted(figure.y_label), font * 8 / 10, i, place("$1", figure.x, panel.columns),
      place("$2", figure.y, panel.rows));
  for (std::size_t label = 0; label < figure.classes.size(); ++label)
    text += fmt::format(
        ", \\\n     $class{}_{} using 1:2 with points pointtype 7 pointsize 0.55 linecolor '{}' {}",
        i, label, color_of_class(label),
        i == 0 ? "title " + quoted(figure.classes[label]) : "notitle");
  text += "\n";
  if (i == 0) text += "unset label 1\nunset label 2\n";  // once is enough
  return text;
}

}  // namespace

std::string boundary_script(const BoundaryFigure& figure, const std::filesystem::path& file) {
  const int font = font_size(file);
  std::string script = script_head(file) + data_blocks(figure) + style_section(figure, file);
  for (std::size_t i = 0; i < figure.panels.size(); ++i) script += panel_section(figure, i, font);
  return script + "unset multiplot\nset output\n";
}

}  // namespace ice::report
