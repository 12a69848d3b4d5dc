#pragma once
// How a terminal shows a text.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::report {

/// kFirstLine and those behind it are the colours of lines and classes: see line_style.
enum class Style {
  kPlain,
  kBold,
  kDim,
  kRed,
  kBoldRed,
  kGreen,
  kYellow,
  kGrey,
  kFirstLine,
};

/// The colour of the i-th line or class, one of eight: near gnuplot's palette (gnuplot/script.hpp),
/// and distinct on dark and light backgrounds.
[[nodiscard]] Style line_style(std::size_t i);

/// `text` between a terminal's codes for the style; as it is when it is plain, or not to be
/// coloured.
[[nodiscard]] std::string painted(std::string_view text, Style style, bool color);

}  // namespace ice::report
