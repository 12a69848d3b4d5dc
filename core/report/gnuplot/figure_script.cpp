#include "report/gnuplot/figure_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/gnuplot/gnuplot_script.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::string_view kGridColor = "#C8C8C8";

// The legend stands right of the data, never over it: it gets the share of the width that its
// longest name needs.
constexpr double kWidthOfCharacter = 0.0072;
constexpr double kWidthOfSample = 0.062;
constexpr double kWidestLegend = 0.4;

std::string data_block(const Line& line, std::size_t index) {
  std::string text = fmt::format("$line{} << END\n", index);
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    text += fmt::format("{} {}", plot_number(line.x[i]), plot_number(line.y[i]));
    if (!line.low.empty())
      text += fmt::format(" {} {}", plot_number(line.low[i]), plot_number(line.high[i]));
    text += '\n';
  }
  return text + "END\n";
}

// What does not fit into the widest legend is cut.
std::string in_legend(const std::string& text, double beside) {
  const double room = kWidestLegend - beside;
  return shorten(text, static_cast<std::size_t>(room / kWidthOfCharacter));
}

double legend_width(const Figure& figure) {
  std::size_t longest = display_width(figure.legend_title);
  for (const Line& line : figure.lines) longest = std::max(longest, display_width(line.name));
  if (longest == 0) return 0.03;
  return std::min(kWidestLegend, kWidthOfSample + kWidthOfCharacter * static_cast<double>(longest));
}

std::string style_section(const Figure& figure, int font) {
  const double right = 1 - legend_width(figure);
  std::string text = fmt::format(
      "set lmargin at screen 0.085\nset rmargin at screen {0:.3f}\n"
      "set tmargin at screen 0.875\nset bmargin at screen 0.11\n"
      "set border 3 linecolor '#444444' linewidth 0.6\n"
      "set tics nomirror scale 0.5 textcolor '#444444' font ',{1}'\n"
      "set grid linetype 1 linecolor '#E6E6E6' linewidth 0.5\n"
      "set key at screen {2:.3f},0.885 left top Left reverse samplen 1.2 spacing 1.2 font ',{1}' "
      "textcolor '#222222'\n",
      right, font, right + 0.01);
  if (!figure.legend_title.empty())
    text += fmt::format("set key title {} left font ',{}'\n",
                        quoted(in_legend(figure.legend_title, 0.01)), font);
  return text;
}

std::string text_section(const Figure& figure, const std::filesystem::path& file) {
  const int font = font_size(file);
  return fmt::format(
      "set label {} at screen 0.085,0.955 left font {} textcolor '#111111'\n"
      "set label {} at screen 0.085,0.913 left font ',{}' textcolor '#777777'\n"
      "set xlabel {} font ',{}' textcolor '#222222'\n"
      "set ylabel {} font ',{}' textcolor '#222222'\n",
      quoted(figure.title), title_font(file), quoted(figure.subtitle), font * 9 / 10,
      quoted(figure.x_label), font, quoted(figure.y_label), font);
}

std::string tics(const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks)
    texts.push_back(fmt::format("{} {}", quoted(tick.text), plot_number(tick.value)));
  return fmt::format("({})\n", base::join(texts, ", "));
}

std::string axis_section(const Figure& figure) {
  const Extent x = x_extent(figure);
  const Extent y = y_extent(figure);
  const double margin = figure.log_y ? std::pow(y.high / y.low, 0.04) : 0.04 * (y.high - y.low);
  constexpr double kMost = std::numeric_limits<double>::max();  // where all runs diverged
  const Extent wide = figure.log_y ? Extent{y.low / margin, std::min(y.high * margin, kMost)}
                                   : Extent{y.low - margin, y.high + margin};
  std::string text = fmt::format("set xrange [{}:{}]\nset yrange [{}:{}]\nset xtics {}",
                                 plot_number(x.low), plot_number(x.high), plot_number(wide.low),
                                 plot_number(wide.high), tics(x_ticks(figure, 8)));
  if (figure.log_y) text += "set logscale y\nset ytics " + tics(ticks(wide, true, 8));
  return text;
}

// Grey lines first, then bands and dashed lines, then named lines from the least important to the
// best, so that the best is on top; the legend is made by lines without data, in the order of
// importance.
std::string plot_section(const Figure& figure) {
  std::vector<std::string> grey, bands, dashed, lines, legend;
  for (std::size_t i = figure.lines.size(); i-- > 0;) {
    const Line& line = figure.lines[i];
    const std::string block = fmt::format("$line{}", i);
    const std::string_view color = kPlotColors[color_of(figure, i) % kPlotColors.size()];
    if (line.dashed) {
      dashed.push_back(fmt::format(
          "{} using 1:2 with lines linewidth 1.2 dashtype 2 linecolor '{}' notitle", block, color));
      continue;
    }
    if (line.name.empty()) {
      grey.push_back(fmt::format("{} using 1:2 with lines linewidth 0.8 linecolor '{}' notitle",
                                 block, kGridColor));
      continue;
    }
    if (!line.low.empty())
      bands.push_back(
          fmt::format("{} using 1:3:4 with filledcurves fillcolor '{}' fillstyle transparent solid "
                      "0.13 noborder notitle",
                      block, color));
    const char* style =
        line.x.size() == 1 ? "points pointtype 7 pointsize 1" : "lines linewidth 1.6";
    lines.push_back(
        fmt::format("{} using 1:2 with {} linecolor '{}' notitle", block, style, color));
    legend.insert(legend.begin(),
                  fmt::format("NaN with lines linewidth 2.5 linecolor '{}' title {}", color,
                              quoted(in_legend(line.name, kWidthOfSample))));
  }
  std::vector<std::string> all;
  for (const auto* part : {&grey, &bands, &dashed, &lines, &legend})
    all.insert(all.end(), part->begin(), part->end());
  return "plot " + base::join(all, ", \\\n     ") + "\n";
}

}  // namespace

std::string figure_script(const Figure& figure, const std::filesystem::path& file) {
  const int font = font_size(file);
  std::string script = script_head(file) + style_section(figure, font) +
                       text_section(figure, file) + axis_section(figure);
  for (std::size_t i = 0; i < figure.lines.size(); ++i) script += data_block(figure.lines[i], i);
  return script + plot_section(figure) + "set output\n";
}

}  // namespace ice::report
