#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "report/heatmap.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::array<std::string_view, 5> kGoodness{" ", "░", "▒", "▓", "█"};
constexpr std::size_t kNarrowestTile = 7, kWidestTile = 16, kWidestName = 20;
constexpr int kMostDigits = 4, kLeastDigits = 2;

std::string shade_of(const Tile& tile) {
  if (tile.n == 0) return " ";
  const auto i = static_cast<std::size_t>(std::lround(tile.goodness * (kGoodness.size() - 1)));
  return std::string(kGoodness[std::min(i, kGoodness.size() - 1)]);
}

// With as many digits as there is room for.
std::string mean_text(const Tile& tile, std::size_t width = kWidestTile) {
  if (tile.n == 0) return tile.missing > 0 ? "none" : "·";
  for (int digits = kMostDigits; digits > kLeastDigits; --digits)
    if (std::string text = base::format_short(tile.mean, digits); text.size() <= width) return text;
  return base::format_short(tile.mean, kLeastDigits);
}

std::string n_text(const Tile& tile) {
  if (tile.n + tile.missing == 0) return "";
  return tile.missing == 0 ? fmt::format("n={}", tile.n)
                           : fmt::format("n={} -{}", tile.n, tile.missing);
}

std::string in_tile(const std::string& text, std::size_t width) {
  const std::string shown = shorten(text, width);
  return shown + std::string(width - display_width(shown), ' ');
}

// Where there is no room for numbers, a tile is two columns of its shade.
std::string shades_only(const Heatmap& heatmap, std::size_t names) {
  std::string text;
  for (std::size_t y = heatmap.y_names.size(); y-- > 0;) {
    std::string row = in_tile(heatmap.y_names[y], names);
    for (std::size_t x = 0; x < heatmap.x_names.size(); ++x) {
      const Tile& tile = heatmap.tiles[y * heatmap.x_names.size() + x];
      row += tile.n == 0 ? "· " : shade_of(tile) + shade_of(tile);
    }
    text += ended_line(row);
  }
  return text + ended_line(fmt::format("{}{} … {}", std::string(names, ' '),
                                       heatmap.x_names.front(), heatmap.x_names.back()));
}

std::string with_numbers(const Heatmap& heatmap, std::size_t names, std::size_t width) {
  std::string text;
  for (std::size_t y = heatmap.y_names.size(); y-- > 0;) {
    std::string means = in_tile(heatmap.y_names[y], names);
    std::string counts = std::string(names, ' ');
    for (std::size_t x = 0; x < heatmap.x_names.size(); ++x) {
      const Tile& tile = heatmap.tiles[y * heatmap.x_names.size() + x];
      means += " " + shade_of(tile) + in_tile(mean_text(tile, width - 2), width - 2);
      counts += " " + shade_of(tile) + in_tile(n_text(tile), width - 2);
    }
    text += ended_line(means);
    if (!heatmap.same_n) text += ended_line(counts);
  }
  std::string numbers = std::string(names, ' ');
  for (const std::string& name : heatmap.x_names) numbers += "  " + in_tile(name, width - 2);
  return text + ended_line(numbers);
}

}  // namespace

std::string draw_heatmap(const Heatmap& heatmap, const PictureStyle& style) {
  std::size_t names = 0;
  for (const std::string& name : heatmap.y_names) names = std::max(names, display_width(name));
  names = std::min(names + 1, kWidestName);
  std::size_t wanted = kNarrowestTile;
  for (const std::string& name : heatmap.x_names)
    wanted = std::max(wanted, display_width(name) + 3);
  for (const Tile& tile : heatmap.tiles)
    wanted = std::max({wanted, mean_text(tile).size() + 3, n_text(tile).size() + 3});
  const std::size_t room = (style.width - std::min(style.width, names)) / heatmap.x_names.size();
  const bool has_numbers = room >= kNarrowestTile;
  std::string text = heading_text(heatmap.title, heatmap.subtitle, style) +
                     shorten(heatmap.value_label, style.width) + "\n" +
                     shorten("↑ " + heatmap.y_label + "   → " + heatmap.x_label, style.width) +
                     "\n";
  text += has_numbers ? with_numbers(heatmap, names, std::min({wanted, room, kWidestTile}))
                      : shades_only(heatmap, names);
  const auto [worst, best] = std::ranges::minmax(
      heatmap.tiles, {}, [](const Tile& tile) { return tile.n == 0 ? 0.5 : tile.goodness; });
  if (has_numbers) return text;
  return text + fmt::format("{} {} … {} {}\n", shade_of(worst) + shade_of(worst), mean_text(worst),
                            shade_of(best) + shade_of(best), mean_text(best));
}

}  // namespace ice::report
