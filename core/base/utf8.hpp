#pragma once
// Decodes UTF-8: finds the length of one character, tells whether bytes are printable text, and
// makes text of any bytes.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::base {

/// Whether the byte is a continuation byte (10xxxxxx): not the first byte of a character.
[[nodiscard]] constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

/// The length of the UTF-8 sequence at the start of `text`, which is not empty, or 0 when there is
/// none: overlong forms, surrogates and numbers past U+10FFFF are none (Unicode 15, table 3-7).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// The character that a whole sequence (utf8_length bytes) spells.
[[nodiscard]] char32_t code_point(std::string_view sequence);

/// All of `text` is UTF-8: no Value can hold any other text.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The text with U+FFFD, the replacement character, for each byte that is no UTF-8.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// All of `text` is UTF-8, without control characters.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace ice::base
