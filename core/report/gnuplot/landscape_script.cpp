#include "report/gnuplot/landscape_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/gnuplot/gnuplot_script.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kContours = 16;
constexpr std::size_t kLongestName = 30;  // characters right of the plane
constexpr std::size_t kLongestTitle = 72, kLongestSubtitle = 130;
constexpr double kDecades = 1;          // of costs, from which on shades are logarithmic
constexpr std::size_t kFewPoints = 60;  // of a trace, up to which each has a dot

Extent finite_heights(const LandscapeFigure& figure) {
  Extent extent{INFINITY, -INFINITY};
  for (const double height : figure.heights) {
    if (!std::isfinite(height)) continue;
    extent.low = std::min(extent.low, height);
    extent.high = std::max(extent.high, height);
  }
  return extent.low < extent.high ? extent : Extent{0, 1};
}

// A line of x, y and height for each point of the raster, with a blank line between its rows.
std::string plane_block(const LandscapeFigure& figure, double highest) {
  const auto at = [](const Extent& extent, std::size_t i, std::size_t n) {
    return std::lerp(extent.low, extent.high, static_cast<double>(i) / static_cast<double>(n - 1));
  };
  std::string text = "$plane << END\n";
  for (std::size_t row = 0; row < figure.rows; ++row) {
    for (std::size_t column = 0; column < figure.columns; ++column) {
      const double height = figure.heights[row * figure.columns + column];
      text += fmt::format("{} {} {}\n", plot_number(at(figure.x, column, figure.columns)),
                          plot_number(at(figure.y, row, figure.rows)),
                          plot_number(std::isfinite(height) ? height : highest));
    }
    text += '\n';
  }
  return text + "END\n";
}

std::string trace_block(const Trace& trace, std::size_t i) {
  std::string text = fmt::format("$trace{} << END\n", i);
  for (std::size_t k = 0; k < trace.x.size(); ++k)
    text += fmt::format("{} {}\n", plot_number(trace.x[k]), plot_number(trace.y[k]));
  return text + "END\n";
}

std::string frame(const LandscapeFigure& figure, const std::filesystem::path& file,
                  const Extent& heights) {
  const int font = font_size(file);
  const bool is_log = heights.low > 0 && std::log10(heights.high / heights.low) >= kDecades;
  std::vector<std::string> tics;
  for (const Tick& tick : ticks(heights, is_log, 8))
    tics.push_back(fmt::format("{} {}", quoted(tick.text), plot_number(tick.value)));
  return fmt::format(
      "set label {0} at screen 0.085,0.955 left font {1} textcolor '#111111'\n"
      "set label {2} at screen 0.085,0.913 left font ',{3}' textcolor '#777777'\n"
      "set lmargin at screen 0.085\nset rmargin at screen 0.62\n"
      "set tmargin at screen 0.875\nset bmargin at screen 0.11\n"
      "set border 15 front linecolor '#444444' linewidth 0.6\n"
      "set tics front nomirror scale 0.5 textcolor '#444444' font ',{4}'\n"
      "set xlabel {5} font ',{4}' textcolor '#222222'\n"
      "set ylabel {6} font ',{4}' textcolor '#222222'\n"
      "set xrange [{7}:{8}]\nset yrange [{9}:{10}]\nset cbrange [{11}:{12}]\n{13}"
      "set palette defined (0 '#FFFFFF', 1 '#8FA3B8')\n"
      "set colorbox user origin screen 0.64,0.11 size screen 0.015,0.765\n"
      "set cbtics ({14})\nset cblabel 'cost' font ',{4}' textcolor '#222222'\n"
      "set key at screen 0.745,0.885 left top Left reverse samplen 1.2 spacing 1.2 font ',{4}' "
      "textcolor '#222222'\nset clip two\n",
      quoted(shorten(figure.title, kLongestTitle)), title_font(file),
      quoted(shorten(figure.subtitle, kLongestSubtitle)), font * 9 / 10, font,
      quoted(figure.x_label), quoted(figure.y_label), plot_number(figure.x.low),
      plot_number(figure.x.high), plot_number(figure.y.low), plot_number(figure.y.high),
      plot_number(heights.low), plot_number(heights.high), is_log ? "set logscale cb\n" : "",
      base::join(tics, ", "));
}

// The lines of equal cost as points, in $contours.
std::string contours(const LandscapeFigure& figure) {
  std::vector<std::string> at;
  for (const double level : levels(figure, kContours)) at.push_back(plot_number(level));
  if (at.empty()) return "$contours << END\nNaN NaN\nEND\n";
  return fmt::format(
      "set contour base\nunset surface\nset cntrparam levels discrete {}\n"
      "set table $contours\nsplot $plane using 1:2:3 with lines\nunset table\n"
      "unset contour\nset surface\n",
      base::join(at, ", "));
}

std::string plot_of(const LandscapeFigure& figure) {
  std::vector<std::string> parts{
      "$plane using 1:2:3 with image notitle",
      "$contours using 1:2 with lines linewidth 0.6 linecolor '#6F8397' notitle"};
  for (std::size_t i = figure.traces.size(); i-- > 0;) {
    const Trace& trace = figure.traces[i];
    const std::string_view color = kPlotColors[i % kPlotColors.size()];
    const bool has_dots = trace.x.size() <= kFewPoints;
    parts.push_back(fmt::format("$trace{} with {} linewidth 1.6 linecolor '{}' notitle", i,
                                has_dots ? "linespoints pointtype 7 pointsize 0.5" : "lines",
                                color));
    parts.push_back(
        fmt::format("$trace{} every ::0::0 with points pointtype 6 pointsize 1.6 "
                    "linewidth 1.6 linecolor '{}' notitle",
                    i, color));
    parts.push_back(
        fmt::format("$trace{} every ::{} with points pointtype 7 pointsize 1.4 "
                    "linecolor '{}' notitle",
                    i, trace.x.empty() ? 0 : trace.x.size() - 1, color));
  }
  for (std::size_t i = 0; i < figure.traces.size(); ++i)
    parts.push_back(fmt::format("NaN with lines linewidth 2.5 linecolor '{}' title {}",
                                kPlotColors[i % kPlotColors.size()],
                                quoted(shorten(figure.traces[i].name, kLongestName))));
  for (const auto& [type, name] : {std::pair{6, "start"}, std::pair{7, "end"}})
    parts.push_back(fmt::format(
        "NaN with points pointtype {} pointsize 1.5 linecolor '#444444' title '{}'", type, name));
  return "plot " + base::join(parts, ", \\\n     ") + "\n";
}

}  // namespace

std::string landscape_script(const LandscapeFigure& figure, const std::filesystem::path& file) {
  const Extent heights = finite_heights(figure);
  std::string script = script_head(file) + plane_block(figure, heights.high);
  for (std::size_t i = 0; i < figure.traces.size(); ++i) script += trace_block(figure.traces[i], i);
  return script + contours(figure) + frame(figure, file, heights) + plot_of(figure) +
         "set output\n";
}

}  // namespace ice::report
