#pragma once
// Decodes UTF-8: finds the length of one character and tells whether bytes are printable text.
#include <cstddef>
#include <string_view>

namespace ice::base {

/// Whether the byte is a continuation byte (10xxxxxx): not the first byte of a character.
[[nodiscard]] constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// The length in bytes (1 to 4) of the UTF-8 character at the start of `text`. Returns 0 when the
/// bytes are not well-formed (Unicode 15, table 3-7): overlong forms, surrogates and numbers above
/// U+10FFFF are not. REQUIRES: `text` is not empty.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Whether `text` is well-formed UTF-8 without ASCII control characters, tab and line end included.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace ice::base
