#include "report/terminal/unicode.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace ice::report {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15: the blocks people meet, not the whole of EastAsianWidth.txt.
constexpr std::array kWide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};
constexpr std::array kZero{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                           Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}};

template <class Ranges>
bool contains(const Ranges& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

std::size_t columns_of(char32_t c) {
  if (c < 0x300) return 1;
  if (contains(kZero, c)) return 0;
  return contains(kWide, c) ? 2 : 1;
}

struct Decoded {
  char32_t c;
  std::size_t bytes;
};

// The first character of a text that is not empty; a byte that begins none stands for itself.
Decoded decode(std::string_view text) {
  const std::size_t bytes = base::utf8_length(text);
  if (bytes == 0) return {static_cast<unsigned char>(text.front()), 1};
  return {base::code_point(text.substr(0, bytes)), bytes};
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Decoded first = decode(text);
    columns += columns_of(first.c);
    text.remove_prefix(first.bytes);
  }
  return columns;
}

std::string shorten(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t columns = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const Decoded next = decode(text.substr(end));
    columns += columns_of(next.c);
    if (columns + 1 > width) break;  // one column is the ellipsis's
    end += next.bytes;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string one_line(std::string_view text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text.substr(at));
    const bool control =
        next.c < 0x20 || (next.c >= 0x7F && next.c < 0xA0 && next.bytes == 2) || next.c == 0x7F;
    line += control ? " " : text.substr(at, next.bytes);
    at += next.bytes;
  }
  return line;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace ice::report
