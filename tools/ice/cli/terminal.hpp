#pragma once
// Finds out what standard output and standard error are connected to, and writes to the latter.
#include <cstddef>
#include <cstdio>
#include <string>

namespace ice::cli {

/// Whether the stream is a terminal that understands cursor movements.
[[nodiscard]] bool is_terminal(std::FILE* stream);

/// Columns of the terminal behind the stream (80 when it does not say); 0 for a file or a pipe.
[[nodiscard]] std::size_t terminal_width(std::FILE* stream);

/// Whether to print colours: the stream is a terminal, and neither NO_COLOR nor --no-color is set.
[[nodiscard]] bool wants_color(std::FILE* stream, bool no_color);

/// Writes to standard error. Ignores a write that fails: a full disk must not end a sweep, and
/// nobody could read about it.
void print_error(const std::string& text);

}  // namespace ice::cli
