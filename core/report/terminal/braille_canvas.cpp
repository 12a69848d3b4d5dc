#include "report/terminal/braille_canvas.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace ice::report {

Canvas::Canvas(std::size_t columns, std::size_t rows)
    : columns_(columns),
      rows_(rows),
      dots_(columns * rows),
      owner_(columns * rows, kNobody),
      letter_(columns * rows) {}

void Canvas::dot(std::size_t x, std::size_t y, int owner) {
  // Unicode numbers the dots of U+2800 down the left column, then the right, the fourth row last.
  constexpr std::array<std::array<std::uint8_t, 2>, 4> kBits{{{1, 8}, {2, 16}, {4, 32}, {64, 128}}};
  const std::size_t at = y / 4 * columns_ + x / 2;
  dots_[at] = static_cast<std::uint8_t>(dots_[at] | kBits[y % 4][x % 2]);
  owner_[at] = owner;
}

bool Canvas::letter(std::size_t x, std::size_t y, char letter) {
  std::string& place = letter_[y / 4 * columns_ + x / 2];
  if (!place.empty()) return false;
  place = letter;
  return true;
}

void Canvas::text(std::size_t column, std::size_t row, std::string_view text) {
  while (column < columns_ && !text.empty()) {
    const std::size_t bytes = std::max<std::size_t>(base::utf8_length(text), 1);
    letter_[row * columns_ + column++] = text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
}

std::string Canvas::row(std::size_t row, bool color) const {
  std::string text;
  for (std::size_t at = row * columns_, end = at + columns_; at < end;) {
    const std::size_t start = at;
    std::string run;
    while (at < end && style_at(at) == style_at(start)) run += character(at++);
    text += painted(run, style_at(start), color);
  }
  return text;
}

// Plain for blanks and letters.
Style Canvas::style_at(std::size_t at) const {
  if (!letter_[at].empty() || dots_[at] == 0) return Style::kPlain;
  return owner_[at] == kNobody ? Style::kGrey : line_style(static_cast<std::size_t>(owner_[at]));
}

std::string Canvas::character(std::size_t at) const {
  if (!letter_[at].empty()) return letter_[at];
  if (dots_[at] == 0) return " ";
  return {'\xE2', static_cast<char>(0xA0 + (dots_[at] >> 6)),
          static_cast<char>(0x80 + (dots_[at] & 0x3F))};
}

}  // namespace ice::report
