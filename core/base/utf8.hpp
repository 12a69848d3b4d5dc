#pragma once
// Which bytes are text.
#include <cstddef>
#include <string_view>

namespace ice::base {

/// A byte that continues a sequence of several.
[[nodiscard]] constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// The length of the UTF-8 sequence at the start of `text`, or 0 when there is none: overlong
/// forms, surrogates and numbers past U+10FFFF are none (Unicode 15, table 3-7).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// All of `text` is UTF-8, without control characters.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace ice::base
