#include "report/gnuplot/box_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/gnuplot/gnuplot_script.hpp"
#include "report/gnuplot/page.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kMostValueTicks = 8;
constexpr double kBoxWidth = 0.5, kJitter = 0.16;  // of the distance between boxes
constexpr double kSmallestCount = 0.55;            // relative to the axes' numbers

// Points stand beside each other in a fixed pattern (the golden ratio's), so that equal values are
// seen to be several.
double offset_of(std::size_t i) {
  const double at = static_cast<double>(i) * 0.6180339887;
  return kJitter * (2 * (at - std::floor(at)) - 1);
}

std::string data_of(const BoxFigure& figure) {
  std::string boxes = "$boxes << END\n";
  std::string values = "$values << END\n";
  for (std::size_t i = 0; i < figure.boxes.size(); ++i) {
    const Box& box = figure.boxes[i];
    if (box.values.empty()) continue;
    boxes += fmt::format("{} {} {} {} {} {}\n", i, plot_number(box.low), plot_number(box.q1),
                         plot_number(box.median), plot_number(box.q3), plot_number(box.high));
    for (std::size_t k = 0; k < box.values.size(); ++k)
      values += fmt::format("{:.4f} {}\n", static_cast<double>(i) + offset_of(k),
                            plot_number(box.values[k]));
  }
  return boxes + "END\n" + values + "END\n";
}

// The number of runs above each box.
std::string counts_section(const BoxFigure& figure, const Page& page, int font) {
  std::string text;
  for (std::size_t i = 0; i < figure.boxes.size(); ++i) {
    const Box& box = figure.boxes[i];
    const double room = (page.right - page.left) / static_cast<double>(figure.boxes.size());
    std::string count = fmt::format("n={}", box.values.size());
    if (box.missing > 0) {
      const std::string failed = fmt::format("{}, {} failed", count, box.missing);
      const bool fits = text_width(failed, kSmallestCount) <= 0.95 * room;
      count = fits ? failed : fmt::format("{} -{}", count, box.missing);
    }
    const double size = std::min(0.85, 0.95 * room / text_width(count));
    if (size > kSmallestCount)
      text += fmt::format(
          "set label {} at first {},screen {:.4f} center font ',{:.0f}' textcolor '#777777'\n",
          report::quoted(count), i, page.top + 0.6 * kLineHeight, std::floor(font * size));
  }
  return text;
}

}  // namespace

std::string box_script(const BoxFigure& figure, const std::filesystem::path& file) {
  const int font = font_size(file);
  const Extent y = with_margin(figure.y, figure.log_y, 0.05);
  const std::vector<Tick> numbers = ticks(y, figure.log_y, kMostValueTicks);
  PageContent content{figure.title, figure.subtitle, figure.y_label, "", {}};
  if (figure.log_y) content.y_label += ", logarithmic";
  for (const Tick& tick : numbers)
    content.ticks_width = std::max(content.ticks_width, text_width(tick.text));
  const auto count = static_cast<double>(figure.boxes.size());
  std::vector<std::string> names;
  for (const Box& box : figure.boxes) names.push_back(box.name);
  const NamesBelow below = names_below(names, 0.85 / count, font);
  content.ticks_height = below.height + kLineHeight;
  content.free_top = kLineHeight;
  const Page page = page_of(content, file);
  return script_head(file) + page.script + counts_section(figure, page, font) + data_of(figure) +
         fmt::format(
             "unset key\nset border 3 linecolor '#444444' linewidth 0.6\n"
             "set tics nomirror scale 0.5 textcolor '#444444' font ',{0}'\n"
             "set grid ytics linetype 1 linecolor '#E6E6E6' linewidth 0.5\n"
             "set xlabel {1} font ',{0}' textcolor '#222222' offset 0,0.3\n"
             "set xrange [-0.5:{2}]\nset yrange [{3}:{4}]\n{5}{6}set ytics {7}"
             "set boxwidth {8}\n"
             "plot $boxes using 1:3:2:6:5 with candlesticks whiskerbars 0.5 linecolor '{9}' "
             "linewidth 1.2 fillstyle transparent solid 0.2 border, \\\n"
             "     $values using 1:2 with points pointtype 7 pointsize 0.7 linecolor '#666666', "
             "\\\n"
             "     $boxes using 1:4:4:4:4 with candlesticks linecolor '{9}' linewidth 3\n"
             "set output\n",
             font, quoted(figure.x_label), count - 0.5, plot_number(y.low), plot_number(y.high),
             figure.log_y ? "set logscale y\n" : "", below.script, tics(numbers), kBoxWidth,
             kPlotColors[0]);
}

}  // namespace ice::report
