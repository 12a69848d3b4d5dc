#pragma once
// Keeps characters out of picture files that no installed font can draw.
#include <string>

namespace ice::report {

struct Drawable {
  std::string text;
  std::string left_out;  ///< each character that was left out, once
};

/// The text without characters that no font has: gnuplot would draw a black shape for each. Latin,
/// Greek and Cyrillic letters, punctuation, arrows and mathematical signs are always kept; others
/// are looked up with fontconfig's fc-list, and left out where that is not installed.
[[nodiscard]] Drawable drawable(const std::string& text);

}  // namespace ice::report
