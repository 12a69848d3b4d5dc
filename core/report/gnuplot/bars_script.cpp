#include "report/gnuplot/bars_script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/gnuplot/gnuplot_script.hpp"
#include "report/gnuplot/page.hpp"

namespace ice::report {
namespace {

constexpr double kWidestBarName = 0.38;  // of the picture's width
constexpr std::string_view kNoiseColor = "#A8A8A8";

std::string_view color_of_bar(BarKind kind) {
  if (kind == BarKind::kNoise) return kNoiseColor;
  return kPlotColors[kind == BarKind::kMain ? 0 : 1];
}

// One row from above: a bar, or a title for those below.
struct BarRow {
  const Bar* bar = nullptr;
  std::string title{};
};

std::vector<BarRow> rows_of(const BarFigure& figure) {
  std::vector<BarRow> rows;
  for (const BarSection& section : figure.sections) {
    if (!section.title.empty()) rows.push_back({nullptr, section.title});
    for (const Bar& bar : section.bars) rows.push_back({&bar});
  }
  return rows;
}

}  // namespace

std::string bars_script(const BarFigure& figure, const std::filesystem::path& file) {
  const std::vector<BarRow> rows = rows_of(figure);
  PageContent content{figure.title, figure.subtitle, "", "", {}};
  double largest = 0.1;
  for (const BarRow& row : rows) {
    if (row.bar == nullptr) continue;
    content.ticks_width =
        std::max(content.ticks_width, std::min(text_width(row.bar->name), kWidestBarName));
    largest = std::max(largest, row.bar->share);
  }
  content.ticks_height = 2 * kLineHeight;
  content.free_right = 0.07;  // of the number behind a whole bar
  const Page page = page_of(content, file);
  const auto count = static_cast<double>(rows.size());
  const double size = std::clamp((page.top - page.bottom) / count / (1.3 * kLineHeight), 0.5, 1.0);
  const int font = static_cast<int>(font_size(file) * size);
  std::string text = script_head(file) + page.script;
  std::vector<Tick> names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = count - 1 - static_cast<double>(i);
    if (rows[i].bar == nullptr) {
      text += fmt::format("set label {} at graph 0,first {} left font ',{}' textcolor '#111111'\n",
                          quoted(rows[i].title), y - 0.1, font);
      continue;
    }
    const Bar& bar = *rows[i].bar;
    names.push_back({y, fit_text(bar.name, kWidestBarName, size)});
    text += fmt::format(
        "set object rectangle from 0,{} to {},{} fillstyle solid noborder fillcolor '{}'\n"
        "set label '{:.1f}' at {},{} left offset 0.5,0 font ',{}' textcolor '#444444'\n",
        y - 0.36, plot_number(100 * bar.share), y + 0.36, color_of_bar(bar.kind), 100 * bar.share,
        plot_number(100 * bar.share), y, font);
  }
  return text + fmt::format(
                    "unset key\nset border 3 linecolor '#444444' linewidth 0.6\n"
                    "set tics nomirror scale 0.5 textcolor '#444444' font ',{0}'\n"
                    "set grid xtics linetype 1 linecolor '#E6E6E6' linewidth 0.5\n"
                    "set xlabel {1} font ',{0}' textcolor '#222222' offset 0,0.3\n"
                    "set xrange [0:{2}]\nset yrange [-0.7:{3}]\n"
                    "set ytics scale 0 font ',{4}' {5}plot NaN\nset output\n",
                    font_size(file), quoted(figure.x_label), plot_number(100 * largest),
                    count - 0.3, font, tics(names));
}

}  // namespace ice::report
