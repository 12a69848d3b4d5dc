#pragma once
// Measures and cuts UTF-8 text by the columns that it takes in a terminal.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::report {

/// Columns that a text takes: wide characters (CJK, emoji) two, combining ones none, bytes that are
/// not UTF-8 one each.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text, or its beginning and "…", in `width` columns at most (width >= 1).
[[nodiscard]] std::string shorten(std::string_view text, std::size_t width);

/// The text with blanks for control characters (new lines, a terminal's escape sequences), so that
/// stored text never moves the cursor.
[[nodiscard]] std::string one_line(std::string_view text);

/// `text`, `times` times.
[[nodiscard]] std::string repeat(std::string_view text, std::size_t times);

}  // namespace ice::report
