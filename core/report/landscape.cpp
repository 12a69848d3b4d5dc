#include "report/landscape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/terminal/braille_canvas.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::array<std::string_view, 4> kSlopes{" ", "░", "▒", "▓"};

// One character: a shade, or a piece of a trace over it.
struct Tile {
  std::size_t shade = 0;
  std::string mark;  // empty: the shade
  std::size_t trace = 0;
};

// A raster of characters over the plane.
class Map {
 public:
  Map(const LandscapeFigure& figure, std::size_t columns, std::size_t rows, bool color)
      : figure_(figure), columns_(columns), rows_(rows), tiles_(columns * rows) {
    const std::vector<double> limits = levels(figure, kSlopes.size());
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t column = 0; column < columns; ++column)
        tiles_[row * columns + column].shade = shade_of(height_at(column, row), limits);
    for (std::size_t i = figure.traces.size(); i-- > 0;) draw(i, color);
  }

  [[nodiscard]] std::string row(std::size_t row, bool color) const {
    std::string text;
    for (std::size_t column = 0; column < columns_; ++column) {
      const Tile& tile = tiles_[row * columns_ + column];
      if (tile.mark.empty())
        text += painted(kSlopes[tile.shade], Style::kGrey, color && tile.shade > 0);
      else
        text += painted(tile.mark, line_style(tile.trace), color);
    }
    return text;
  }

 private:
  struct At {
    double column, row;
  };

  [[nodiscard]] double height_at(std::size_t column, std::size_t row) const {
    const auto nearest = [](std::size_t i, std::size_t n, std::size_t of) {
      return n < 2 ? 0 : (i * (of - 1) + (n - 1) / 2) / (n - 1);
    };
    return figure_.heights[nearest(rows_ - 1 - row, rows_, figure_.rows) * figure_.columns +
                           nearest(column, columns_, figure_.columns)];
  }

  static std::size_t shade_of(double height, const std::vector<double>& limits) {
    if (!std::isfinite(height)) return kSlopes.size() - 1;
    const auto above = std::ranges::upper_bound(limits, height);
    return static_cast<std::size_t>(above - limits.begin());
  }

  [[nodiscard]] At place(double x, double y) const {
    return {position(x, figure_.x, false) * static_cast<double>(columns_ - 1),
            (1 - position(y, figure_.y, false)) * static_cast<double>(rows_ - 1)};
  }

  void draw(std::size_t i, bool color) {
    const Trace& trace = figure_.traces[i];
    const std::string piece = color ? "•" : std::string(1, letter_of(i));
    for (std::size_t k = 1; k < trace.x.size(); ++k)
      segment(place(trace.x[k - 1], trace.y[k - 1]), place(trace.x[k], trace.y[k]), piece, i);
    if (trace.x.empty()) return;
    put(place(trace.x.front(), trace.y.front()), "o", i);
    put(place(trace.x.back(), trace.y.back()), "x", i);
  }

  void segment(const At& from, const At& to, const std::string& piece, std::size_t trace) {
    const double length =
        std::max(std::fabs(to.column - from.column), std::fabs(to.row - from.row));
    const int steps = static_cast<int>(std::clamp(std::ceil(length), 1.0, 1000.0));
    for (int step = 0; step <= steps; ++step) {
      const double share = static_cast<double>(step) / steps;
      put({std::lerp(from.column, to.column, share), std::lerp(from.row, to.row, share)}, piece,
          trace);
    }
  }

  // Outside the plane nothing is drawn.
  void put(const At& at, const std::string& mark, std::size_t trace) {
    const double column = std::round(at.column), row = std::round(at.row);
    if (!(column >= 0 && row >= 0 && column < static_cast<double>(columns_) &&
          row < static_cast<double>(rows_)))
      return;
    Tile& tile =
        tiles_[static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column)];
    tile.mark = mark;
    tile.trace = trace;
  }

  const LandscapeFigure& figure_;
  std::size_t columns_, rows_;
  std::vector<Tile> tiles_;
};

// "blank: cost up to 0.42, ░ to 0.51, ▒ to 0.61, ▓ above"
std::string shades_text(const LandscapeFigure& figure) {
  const std::vector<double> limits = levels(figure, kSlopes.size());
  std::string text;
  for (std::size_t i = 0; i < limits.size(); ++i)
    text += fmt::format("{} to {}, ", i == 0 ? "blank: cost" : kSlopes[i],
                        base::format_short(limits[i], 3));
  return limits.empty() ? "the cost is the same everywhere"
                        : text + fmt::format("{} above", kSlopes[limits.size()]);
}

}  // namespace

std::vector<double> levels(const LandscapeFigure& figure, std::size_t parts) {
  std::vector<double> heights;
  std::ranges::copy_if(figure.heights, std::back_inserter(heights),
                       [](double height) { return std::isfinite(height); });
  std::ranges::sort(heights);
  std::vector<double> found;
  for (std::size_t i = 1; i < parts && !heights.empty(); ++i) {
    const double level = heights[i * (heights.size() - 1) / parts];
    if (level > heights.front() && (found.empty() || level > found.back())) found.push_back(level);
  }
  return found;
}

std::string draw_landscape(const LandscapeFigure& figure, const PictureStyle& style) {
  const auto number = [](double x) { return base::format_short(x, 3); };
  const std::string top = number(figure.y.high), bottom = number(figure.y.low);
  const std::size_t margin = std::max(top.size(), bottom.size());
  const std::size_t columns =
      std::max<std::size_t>(style.width - std::min(style.width, margin + 4), 20);
  const Map map(figure, columns, style.height, style.color);

  std::string text =
      painted(shorten(one_line(figure.title), style.width), Style::kBold, style.color) + "\n" +
      shorten(one_line(figure.subtitle), style.width) + "\n" + figure.y_label + "\n";
  for (std::size_t row = 0; row < style.height; ++row) {
    const bool has_number = row == 0 || row + 1 == style.height;
    std::string line = fmt::format("{:>{}} {}", row == 0 ? top : (has_number ? bottom : ""), margin,
                                   has_number ? "┤" : "│") +
                       map.row(row, style.color);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  const std::string low = number(figure.x.low), high = number(figure.x.high);
  const std::size_t gap = columns - std::min(columns, low.size() + high.size());
  text += std::string(margin + 1, ' ') + "└" + repeat("─", columns) + "\n" +
          std::string(margin + 2, ' ') + low + std::string(gap, ' ') + high + "\n" +
          std::string(margin + 2, ' ') + figure.x_label + "\n  " + shades_text(figure) +
          "; o start, x end\n";
  for (std::size_t i = 0; i < figure.traces.size(); ++i)
    text +=
        fmt::format("  {} {}\n",
                    style.color ? painted("••", line_style(i), true) : std::string(1, letter_of(i)),
                    shorten(one_line(figure.traces[i].name), style.width - 5));
  return text;
}

}  // namespace ice::report
