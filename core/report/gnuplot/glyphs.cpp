#include "report/gnuplot/glyphs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include "base/process.hpp"
#include "base/utf8.hpp"
#include "report/gnuplot/gnuplot_script.hpp"

namespace ice::report {
namespace {

constexpr std::chrono::seconds kFontLimit{5};

// What every usual font has.
constexpr std::array<std::pair<char32_t, char32_t>, 5> kAlways{{
    {0x0000, 0x024F},  // Latin
    {0x0370, 0x052F},  // Greek, Cyrillic
    {0x2010, 0x2044},  // punctuation
    {0x2190, 0x21FF},  // arrows
    {0x2200, 0x22FF},  // mathematics
}};

bool is_usual(char32_t c) {
  return std::ranges::any_of(
      kAlways, [c](const auto& range) { return range.first <= c && c <= range.second; });
}

bool some_font_has(char32_t c) {
  const std::string program = program_path("fc-list");
  if (program.empty()) return false;
  const base::Completed fonts = base::run_to_end(
      {program, fmt::format(":charset={:x}", static_cast<std::uint32_t>(c)), "family"}, kFontLimit);
  return fonts.status.ok() && !fonts.out.empty();
}

}  // namespace

Drawable drawable(const std::string& text) {
  Drawable result;
  std::map<char32_t, bool> known;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    const std::size_t bytes = base::utf8_length(rest);
    const std::string_view character = rest.substr(0, std::max<std::size_t>(bytes, 1));
    at += character.size();
    const char32_t c = bytes == 0 ? 0xFFFD : base::code_point(character);
    if (is_usual(c)) {
      result.text += character;
      continue;
    }
    const auto [found, is_new] = known.emplace(c, false);
    if (is_new) {
      found->second = some_font_has(c);
      if (!found->second) result.left_out += character;
    }
    if (found->second) result.text += character;
  }
  return result;
}

}  // namespace ice::report
