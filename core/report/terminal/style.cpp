#include "report/terminal/style.hpp"

#include <fmt/format.h>

#include <array>

namespace ice::report {
namespace {

constexpr std::size_t kFirstLine = static_cast<std::size_t>(Style::kFirstLine);
constexpr std::size_t kLines = 8;

// By Style: what stands between "\x1b[" and "m". Lines are of the 256 colours.
constexpr std::array<std::string_view, kFirstLine + kLines> kCodes{
    "",        "1",        "2",       "31",       "1;31",     "32",      "33",       "38;5;245",
    "38;5;32", "38;5;166", "38;5;36", "38;5;169", "38;5;214", "38;5;75", "38;5;137", "38;5;141"};

}  // namespace

Style line_style(std::size_t i) { return static_cast<Style>(kFirstLine + i % kLines); }

std::string painted(std::string_view text, Style style, bool color) {
  if (!color || style == Style::kPlain) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes.at(static_cast<std::size_t>(style)), text);
}

}  // namespace ice::report
