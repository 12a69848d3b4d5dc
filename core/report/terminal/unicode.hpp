#pragma once
// UTF-8 text in columns of a terminal.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::report {

/// Columns a text takes: wide characters (CJK, emoji) two, combining ones none, bytes that are no
/// UTF-8 one each.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text, or its beginning and "…" so that it takes `width` columns at most (width >= 1).
[[nodiscard]] std::string shorten(std::string_view text, std::size_t width);

/// The text with control characters (new lines, escape sequences of a terminal) made blanks: stored
/// text never moves the cursor.
[[nodiscard]] std::string one_line(std::string_view text);

/// "…" as many times as asked.
[[nodiscard]] std::string repeat(std::string_view text, std::size_t times);

}  // namespace ice::report
