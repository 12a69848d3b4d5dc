#include "report/gnuplot/figure_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/gnuplot/gnuplot_script.hpp"
#include "report/gnuplot/page.hpp"

namespace ice::report {
namespace {

constexpr std::string_view kGridColor = "#C8C8C8", kGreyPoint = "#A8A8A8";
constexpr std::size_t kMostTicks = 8;
constexpr double kDash = 20;  // the length of a dash where lines overlap, in gnuplot's unit

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

std::string_view color_at(const Figure& figure, std::size_t i) {
  return kPlotColors[color_of(figure, i) % kPlotColors.size()];
}

// Where there are more lines than colours, the second round is dashed and the others are dotted.
std::string_view dash_at(const Figure& figure, std::size_t i) {
  constexpr std::array<std::string_view, 3> kRounds{"", " dashtype (8,5)", " dashtype (2,5)"};
  return kRounds[std::min(color_of(figure, i) / kPlotColors.size(), kRounds.size() - 1)];
}

Extent wide_y(const Figure& figure) { return with_margin(y_extent(figure), figure.log_y, 0.04); }

// Lines begin beside the y axis, where one that rises steeply can be seen.
Extent wide_x(const Figure& figure) {
  const bool is_line =
      std::ranges::all_of(figure.lines, [](const Line& line) { return line.mark == Mark::kLine; });
  if (!figure.x_names.empty()) return x_extent(figure);
  return with_margin(x_extent(figure), figure.log_x, is_line ? 0.01 : 0.03);
}

NamesBelow names_of_x(const Figure& figure, int font) {
  return names_below(figure.x_names,
                     0.7 / static_cast<double>(std::max<std::size_t>(figure.x_names.size(), 1)),
                     font);
}

Page page_around(const Figure& figure, const std::filesystem::path& file) {
  PageContent content{figure.title, figure.subtitle, figure.y_label, figure.legend_title, {}};
  if (figure.log_y) content.y_label += ", logarithmic";
  for (std::size_t i = 0; i < figure.lines.size(); ++i) {
    const Line& line = figure.lines[i];
    if (line.name.empty()) continue;
    content.legend.push_back(
        {line.name, std::string(color_at(figure, i)),
         line.mark == Mark::kPoints ? LegendSample::kPoint : LegendSample::kLine,
         dash_at(figure, i)});
  }
  const std::vector<Tick> y_numbers =
      figure.axes.empty() ? ticks(wide_y(figure), figure.log_y, kMostTicks) : figure.axes.front();
  for (const Tick& tick : y_numbers)
    content.ticks_width = std::max(content.ticks_width, text_width(tick.text));
  content.ticks_height = names_of_x(figure, font_size(file)).height + kLineHeight;
  // The last name stands below the right edge of parallel coordinates.
  if (!figure.axes.empty()) content.free_right += text_width(figure.x_names.back()) / 2;
  return page_of(content, file);
}

// A vertical axis at each x, its ticks left of it.
std::string parallel_axes(const Figure& figure, int font) {
  std::string text =
      "unset border\nunset grid\nunset ytics\n"
      "set style textbox opaque noborder fillcolor '#FFFFFF' margins 0.4,0.4\n";
  for (std::size_t i = 0; i < figure.axes.size(); ++i) {
    text += fmt::format(
        "set arrow from {0},0 to {0},1 nohead linewidth 0.8 linecolor '#444444' front\n", i);
    for (const Tick& tick : figure.axes[i])
      text += fmt::format(
          "set label {} at {},{} right offset -0.6,0 font ',{}' textcolor '#444444' boxed front\n",
          quoted(tick.text), i, plot_number(tick.value), font * 9 / 10);
  }
  return text;
}

std::string axis_section(const Figure& figure, int font) {
  const Extent x = wide_x(figure);
  const Extent y = wide_y(figure);
  std::string text = fmt::format(
      "set border 3 linecolor '#444444' linewidth 0.6\n"
      "set tics nomirror scale 0.5 textcolor '#444444' font ',{}'\n"
      "set grid linetype 1 linecolor '#E6E6E6' linewidth 0.5\n"
      "unset key\nset xlabel {} font ',{}' textcolor '#222222' offset 0,0.3\n"
      "set xrange [{}:{}]\nset yrange [{}:{}]\n{}",
      font, quoted(figure.x_label + (figure.log_x ? ", logarithmic" : "")), font,
      plot_number(x.low), plot_number(x.high), plot_number(y.low), plot_number(y.high),
      figure.x_names.empty() ? "set xtics " + tics(x_ticks(figure, kMostTicks))
                             : names_of_x(figure, font).script);
  if (!figure.axes.empty()) return text + parallel_axes(figure, font);
  if (figure.log_x) text += "set logscale x\n";
  if (figure.log_y) text += "set logscale y\n";
  return text + "set ytics " + tics(ticks(y, figure.log_y, kMostTicks));
}

std::string style_of(const Line& line, std::string_view color) {
  switch (line.mark) {
    case Mark::kPoints:
      return fmt::format("points pointtype 7 pointsize 1.3 linecolor '{}'", color);
    case Mark::kLineAndPoints:
      return fmt::format("linespoints pointtype 7 pointsize 1.3 linewidth 1.6 linecolor '{}'",
                         color);
    case Mark::kSteps:
      return fmt::format("steps linewidth 1.6 linecolor '{}'", color);
    case Mark::kLine:
      break;
  }
  if (line.x.size() == 1)
    return fmt::format("points pointtype 7 pointsize 1.3 linecolor '{}'", color);
  return fmt::format("lines linewidth 1.6 linecolor '{}'", color);
}

std::string grey_style(const Line& line) {
  if (line.mark == Mark::kPoints || line.x.size() == 1)
    return fmt::format("points pointtype 7 pointsize 0.9 linecolor '{}'", kGreyPoint);
  return fmt::format("lines linewidth 0.8 linecolor '{}'", kGridColor);
}

// Lines that hide each other take turns: the topmost draws the first part of each period, the next
// one the first two ...
std::string dashes(const Overlap& overlap) {
  if (overlap.at + 1 == overlap.of) return "";
  return fmt::format(" dashtype ({},{})", kDash * static_cast<double>(overlap.at + 1),
                     kDash * static_cast<double>(overlap.of - overlap.at - 1));
}

// A triangle where a named line leaves through the upper edge: it may do so within a few epochs.
std::string exits_section(const Figure& figure) {
  const std::string top = plot_number(y_extent(figure).high);
  std::string text;
  for (std::size_t i = 0; i < figure.lines.size(); ++i) {
    const Line& line = figure.lines[i];
    if (line.name.empty() || line.mark != Mark::kLine) continue;
    if (const std::optional<double> x = x_of_exit(figure, line))
      text += fmt::format(
          "set label '' at {},{} point pointtype 9 pointsize 1.6 linecolor '{}' front\n",
          plot_number(*x), top, color_at(figure, i));
  }
  return text;
}

// Grey lines first, then bands and dashed lines, then named lines from the least important to the
// best, so that the best is on top.
std::string plot_section(const Figure& figure) {
  std::vector<std::string> grey, bands, dashed, lines;
  const std::vector<Overlap> hidden = overlaps(figure);
  for (std::size_t i = figure.lines.size(); i-- > 0;) {
    const Line& line = figure.lines[i];
    const std::string block = fmt::format("$line{}", i);
    const std::string_view color = color_at(figure, i);
    if (line.dashed) {
      dashed.push_back(fmt::format(
          "{} using 1:2 with lines linewidth 1.2 dashtype 2 linecolor '{}'", block, color));
      continue;
    }
    if (line.name.empty()) {
      grey.push_back(fmt::format("{} using 1:2 with {}", block, grey_style(line)));
      continue;
    }
    if (!line.low.empty())
      bands.push_back(
          fmt::format("{} using 1:3:4 with filledcurves fillcolor '{}' fillstyle transparent solid "
                      "0.13 noborder",
                      block, color));
    lines.push_back(fmt::format("{} using 1:2 with {}{}", block, style_of(line, color),
                                hidden[i].of > 1 ? dashes(hidden[i]) : dash_at(figure, i)));
  }
  std::vector<std::string> all;
  for (const auto* part : {&grey, &bands, &dashed, &lines})
    all.insert(all.end(), part->begin(), part->end());
  if (all.empty()) all.emplace_back("NaN");
  return "plot " + base::join(all, ", \\\n     ") + "\n";
}

}  // namespace

std::string figure_script(const Figure& figure, const std::filesystem::path& file) {
  const Page page = page_around(figure, file);
  std::string script = script_head(file) + page.script + axis_section(figure, font_size(file)) +
                       exits_section(figure);
  for (std::size_t i = 0; i < figure.lines.size(); ++i) script += data_block(figure.lines[i], i);
  return script + plot_section(figure) + "set output\n";
}

}  // namespace ice::report
