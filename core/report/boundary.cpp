#include "report/boundary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/axis.hpp"
#include "report/terminal/braille_canvas.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kPanelWidth = 38, kPanelGap = 2;
constexpr std::array<std::string_view, 4> kShades{" ", "░", "▒", "▓"};

// The index, of n points at equal distances, of the one nearest to `share` of the whole way.
std::size_t nearest(double share, std::size_t n) {
  const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(n - 1);
  return static_cast<std::size_t>(std::lround(at));
}

double share_of(std::size_t i, std::size_t n) {
  return n < 2 ? 0 : static_cast<double>(i) / static_cast<double>(n - 1);
}

// A raster of characters: each is a sample that lies there, or the shade of the region.
class Plane {
 public:
  Plane(const BoundaryFigure& figure, const BoundaryPanel& panel, std::size_t columns,
        std::size_t rows)
      : panel_(panel), columns_(columns), rows_(rows), sample_(columns * rows, kNobody) {
    for (const LabelledPoint& point : panel.samples) {
      const std::size_t x = nearest(position(point.x, figure.x, false), columns);
      const std::size_t y = nearest(1 - position(point.y, figure.y, false), rows);
      sample_[y * columns + x] = static_cast<int>(point.label);
    }
  }

  [[nodiscard]] std::string row(std::size_t y, bool color) const {
    std::string text;
    for (std::size_t x = 0; x < columns_; ++x) text += place(x, y, color);
    return text;
  }

 private:
  [[nodiscard]] std::string place(std::size_t x, std::size_t y, bool color) const {
    const int sample = sample_[y * columns_ + x];
    if (sample != kNobody) {
      const auto label = static_cast<std::size_t>(sample);
      return painted(std::string(1, letter_of(label)), line_style(label), color);
    }
    const std::size_t column = nearest(share_of(x, columns_), panel_.columns);
    const std::size_t row = nearest(1 - share_of(y, rows_), panel_.rows);
    const std::size_t region = panel_.regions[row * panel_.columns + column];
    if (color) return painted("░", line_style(region), true);
    return std::string(kShades[region % kShades.size()]);
  }

  const BoundaryPanel& panel_;
  std::size_t columns_, rows_;
  std::vector<int> sample_;  // by character: the class of a sample there, or kNobody
};

std::string padded(const std::string& text, std::size_t width) {
  const std::string cut = shorten(one_line(text), width);
  return cut + std::string(width - display_width(cut), ' ');
}

std::string legend(const BoundaryFigure& figure, bool color) {
  std::string text;
  for (std::size_t i = 0; i < figure.classes.size(); ++i) {
    const std::string mark =
        fmt::format("{}{}", letter_of(i), color ? "░" : kShades[i % kShades.size()]);
    text += fmt::format("{}{} {}", text.empty() ? "" : "   ", painted(mark, line_style(i), color),
                        one_line(figure.classes[i]));
  }
  return text + "\n";
}

}  // namespace

std::string draw_boundaries(const BoundaryFigure& figure, const PictureStyle& style) {
  const std::size_t beside =
      std::max<std::size_t>(1, (style.width + kPanelGap) / (kPanelWidth + kPanelGap));
  const std::size_t width =
      figure.panels.size() == 1 ? std::max(style.width, kPanelWidth) : kPanelWidth;
  std::vector<Plane> planes;
  for (const BoundaryPanel& panel : figure.panels)
    planes.emplace_back(figure, panel, width, style.height);
  std::string text = heading_text(figure.title, figure.subtitle, style);
  for (std::size_t first = 0; first < figure.panels.size(); first += beside) {
    const std::size_t last = std::min(first + beside, figure.panels.size());
    const auto add_row = [&](const auto& of_panel) {
      std::string row;
      for (std::size_t i = first; i < last; ++i) {
        if (i > first) row.append(kPanelGap, ' ');
        row += of_panel(i);
      }
      text += ended_line(row);
    };
    add_row([&](std::size_t i) { return padded(figure.panels[i].title, width); });
    for (std::size_t y = 0; y < style.height; ++y)
      add_row([&](std::size_t i) { return planes[i].row(y, style.color); });
    text += "\n";
  }
  return text + legend(figure, style.color);
}

}  // namespace ice::report
