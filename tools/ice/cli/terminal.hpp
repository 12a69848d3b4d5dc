#pragma once
// What is at the other end of standard output and standard error.
#include <cstddef>
#include <cstdio>

namespace ice::cli {

/// True when the stream is a terminal that understands cursor movements.
[[nodiscard]] bool is_terminal(std::FILE* stream);

/// Columns of the terminal behind the stream; 0 when there is none.
[[nodiscard]] std::size_t terminal_width(std::FILE* stream);

/// Colour is wanted: a terminal, and neither NO_COLOR nor --no-color.
[[nodiscard]] bool wants_color(std::FILE* stream, bool no_color);

}  // namespace ice::cli
