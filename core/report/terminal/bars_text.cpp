#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/importance_bars.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::array<std::string_view, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr std::size_t kPercentWidth = 8;

std::string bar_text(double share, std::size_t columns) {
  const auto eighths = static_cast<std::size_t>(
      std::lround(std::clamp(share, 0.0, 1.0) * 8 * static_cast<double>(columns)));
  return repeat("█", eighths / 8) + std::string(kEighths[eighths % 8]);
}

Style style_of_bar(BarKind kind) {
  if (kind == BarKind::kNoise) return Style::kGrey;
  return line_style(kind == BarKind::kMain ? 0 : 1);
}

}  // namespace

std::string draw_bars(const BarFigure& figure, const PictureStyle& style) {
  std::size_t names = 0;
  for (const BarSection& section : figure.sections)
    for (const Bar& bar : section.bars) names = std::max(names, display_width(bar.name));
  names = std::min(names, style.width / 2);
  const std::size_t columns =
      std::max<std::size_t>(style.width - std::min(style.width, names + 1 + kPercentWidth), 10);
  double largest = 0.01;
  for (const BarSection& section : figure.sections)
    for (const Bar& bar : section.bars) largest = std::max(largest, bar.share);
  std::string text = heading_text(figure.title, figure.subtitle, style) +
                     shorten(figure.x_label, style.width) + "\n";
  for (const BarSection& section : figure.sections) {
    if (!section.title.empty())
      text += painted(shorten(section.title, style.width), Style::kBold, style.color) + "\n";
    for (const Bar& bar : section.bars) {
      const std::string name = shorten(bar.name, names);
      text += std::string(names - display_width(name), ' ') + name + " " +
              painted(bar_text(bar.share / largest, columns), style_of_bar(bar.kind), style.color) +
              fmt::format(" {:.1f}\n", 100 * bar.share);
    }
  }
  return text;
}

}  // namespace ice::report
