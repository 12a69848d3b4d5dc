#pragma once
// Draws with braille dots: each character of the terminal holds 2 x 4 of them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/terminal/style.hpp"

namespace ice::report {

/// The letter that stands for the i-th line or class where there is no colour.
[[nodiscard]] constexpr char letter_of(std::size_t i) { return static_cast<char>('a' + i % 26); }
inline constexpr int kNobody = -1;  ///< the owner of grey dots

/// A raster of characters. Each has the colour of the line that drew in it last, and a letter or
/// text may replace its dots.
class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows);

  [[nodiscard]] std::size_t dot_columns() const { return 2 * columns_; }
  [[nodiscard]] std::size_t dot_rows() const { return 4 * rows_; }

  /// Sets a dot, counted from the upper left corner. `owner` is the index of a colour, or kNobody.
  /// REQUIRES: the dot lies on the canvas.
  void dot(std::size_t x, std::size_t y, int owner);
  /// Puts a letter into the character of this dot; false when it has one already.
  [[nodiscard]] bool letter(std::size_t x, std::size_t y, char letter);
  /// Writes a text over the dots of a row of characters, from a column on; what does not fit on the
  /// canvas is left out. REQUIRES: each character takes one column.
  void text(std::size_t column, std::size_t row, std::string_view text);
  /// A row of characters as text; neighbours of one colour share one code.
  [[nodiscard]] std::string row(std::size_t row, bool color) const;

 private:
  [[nodiscard]] Style style_at(std::size_t at) const;
  [[nodiscard]] std::string character(std::size_t at) const;

  std::size_t columns_, rows_;
  std::vector<std::uint8_t> dots_;
  std::vector<int> owner_;
  std::vector<std::string> letter_;  // of each character; empty: its dots are shown
};

}  // namespace ice::report
