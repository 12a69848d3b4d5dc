#pragma once
// A terminal's characters as a canvas of dots.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ice::report {

/// 256-colour codes near the palette of plot.cpp: distinct on dark and light backgrounds.
inline constexpr std::array<std::string_view, 8> kColors{
    "38;5;32", "38;5;166", "38;5;36", "38;5;169", "38;5;214", "38;5;75", "38;5;137", "38;5;141"};
/// The letter that stands for the i-th line or class where there is no colour.
[[nodiscard]] constexpr char letter_of(std::size_t i) { return static_cast<char>('a' + i % 26); }
inline constexpr int kNobody = -1;  ///< owns what is grey

/// A grid of characters with 2 x 4 dots each. Every character remembers the line that drew in it
/// last, and may be overwritten by a letter.
class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows);

  [[nodiscard]] std::size_t dot_columns() const { return 2 * columns_; }
  [[nodiscard]] std::size_t dot_rows() const { return 4 * rows_; }

  /// A dot, counted from the upper left, in the colour of its owner: the number of a line.
  void dot(std::size_t x, std::size_t y, int owner);
  /// A letter where this dot is; false where another one stands already.
  [[nodiscard]] bool letter(std::size_t x, std::size_t y, char letter);
  /// A row as text; neighbours of one line share one colour code.
  [[nodiscard]] std::string row(std::size_t row, bool color) const;

 private:
  [[nodiscard]] std::string_view color_at(std::size_t at) const;
  [[nodiscard]] std::string character(std::size_t at) const;

  std::size_t columns_, rows_;
  std::vector<std::uint8_t> dots_;
  std::vector<int> owner_;
  std::vector<char> letter_;
};

}  // namespace ice::report
