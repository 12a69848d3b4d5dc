#include "report/gnuplot/heatmap_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "report/gnuplot/gnuplot_script.hpp"
#include "report/gnuplot/page.hpp"

namespace ice::report {
namespace {

constexpr double kWidestTickName = 0.2;  // of the picture's width
constexpr std::array<double, 3> kWorstColor{0xDF, 0xE8, 0xF2}, kBestColor{0x08, 0x3B, 0x66};
constexpr double kSmallestText = 0.5;  // relative to the axes' numbers
constexpr double kDarkFrom = 0.55;     // of goodness: from here on numbers are white

std::string fill_of(const Tile& tile) {
  if (tile.n == 0) return "#FFFFFF";
  std::string text = "#";
  for (std::size_t i = 0; i < kBestColor.size(); ++i)
    text += fmt::format(
        "{:02X}", static_cast<int>(std::lround(kWorstColor[i] +
                                               tile.goodness * (kBestColor[i] - kWorstColor[i]))));
  return text;
}

// In a narrow tile, the mean has fewer digits.
std::vector<std::string> tile_texts(const Tile& tile, bool same_n, double width) {
  if (tile.n + tile.missing == 0) return {};
  std::string mean = base::format_short(tile.mean, 4);
  if (text_width(mean, kSmallestText) > width) mean = base::format_short(tile.mean, 2);
  std::vector<std::string> texts{tile.n == 0 ? "none" : mean};
  if (!same_n) texts.push_back(fmt::format("n={}", tile.n));
  if (tile.missing > 0) texts.push_back(fmt::format("{} failed", tile.missing));
  return texts;
}

std::vector<Tick> named(const std::vector<std::string>& names, double width) {
  std::vector<Tick> ticks = named_ticks(names, names.size());
  for (Tick& tick : ticks) tick.text = fit_text(tick.text, width);
  return ticks;
}

// The tiles, and in each its texts below each other where they fit.
std::string tiles_section(const Heatmap& heatmap, const Page& page, int font) {
  const std::size_t columns = heatmap.x_names.size();
  const double width = (page.right - page.left) / static_cast<double>(columns);
  const double height = (page.top - page.bottom) / static_cast<double>(heatmap.y_names.size());
  std::string text;
  for (std::size_t i = 0; i < heatmap.tiles.size(); ++i) {
    const Tile& tile = heatmap.tiles[i];
    const std::size_t row = i / columns;
    const auto x = static_cast<double>(i % columns);
    const auto y = static_cast<double>(row);
    text += fmt::format(
        "set object rectangle from {},{} to {},{} behind fillstyle solid noborder fillcolor '{}'\n",
        x - 0.48, y - 0.47, x + 0.48, y + 0.47, fill_of(tile));
    const std::vector<std::string> lines = tile_texts(tile, heatmap.same_n, 0.92 * width);
    const double line = 1.05 * kLineHeight / height;  // in rows of tiles
    double size = 1;
    for (const std::string& shown : lines)
      while (size > kSmallestText && text_width(shown, size) > 0.92 * width) size -= 0.05;
    if (size <= kSmallestText || line * static_cast<double>(lines.size()) > 0.96) continue;
    for (std::size_t k = 0; k < lines.size(); ++k)
      text += fmt::format(
          "set label {} at {},{} center font ',{:.0f}' textcolor '{}' front\n", quoted(lines[k]), x,
          y + line * ((static_cast<double>(lines.size()) - 1) / 2 - static_cast<double>(k)),
          std::floor(font * size),
          tile.n > 0 && tile.goodness >= kDarkFrom ? "#FFFFFF" : "#222222");
  }
  return text;
}

// The colours from the worst to the best with their values, as a legend.
std::vector<LegendEntry> color_legend(const Heatmap& heatmap) {
  std::vector<const Tile*> tiles;
  for (const Tile& tile : heatmap.tiles)
    if (tile.n > 0) tiles.push_back(&tile);
  std::ranges::sort(tiles, std::ranges::greater(), [](const Tile* tile) { return tile->goodness; });
  std::vector<LegendEntry> legend;
  for (std::size_t i = 0; i < 5 && !tiles.empty(); ++i) {
    const Tile& tile = *tiles[i * (tiles.size() - 1) / 4];
    if (legend.empty() || legend.back().text != base::format_short(tile.mean, 4))
      legend.push_back({base::format_short(tile.mean, 4), fill_of(tile), LegendSample::kBox});
  }
  return legend;
}

}  // namespace

std::string heatmap_script(const Heatmap& heatmap, const std::filesystem::path& file) {
  const int font = font_size(file);
  PageContent content{heatmap.title, heatmap.subtitle, heatmap.y_label, "", {}};
  content.legend_title = fit_text(heatmap.value_label, 0.26);
  content.legend = color_legend(heatmap);
  for (const std::string& name : heatmap.y_names)
    content.ticks_width =
        std::max(content.ticks_width, std::min(text_width(name), kWidestTickName));
  const NamesBelow names =
      names_below(heatmap.x_names, 0.7 / static_cast<double>(heatmap.x_names.size()), font);
  content.ticks_height = names.height + kLineHeight;
  const Page page = page_of(content, file);
  return script_head(file) + page.script +
         fmt::format(
             "unset key\nunset border\nset tics scale 0 textcolor '#444444' font ',{}'\n"
             "set xlabel {} font ',{}' textcolor '#222222' offset 0,0.3\n"
             "set xrange [-0.5:{}]\nset yrange [-0.5:{}]\nset ytics {}{}",
             font, quoted(heatmap.x_label), font, static_cast<double>(heatmap.x_names.size()) - 0.5,
             static_cast<double>(heatmap.y_names.size()) - 0.5,
             tics(named(heatmap.y_names, kWidestTickName)), names.script) +
         tiles_section(heatmap, page, font) + "plot NaN\nset output\n";
}

}  // namespace ice::report
