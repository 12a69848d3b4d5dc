#pragma once
// Lists of names with their meanings, as help texts show them.
#include <cstddef>
#include <string>

namespace ice::cli {

/// "  NAME      meaning", the meaning broken into lines that all begin at column `at` and end
/// before column `width`. A name that reaches its column has a line to itself.
[[nodiscard]] std::string two_columns(const std::string& name, const std::string& meaning,
                                      std::size_t at, std::size_t width);

/// How wide help texts are: the terminal, but no wider than is easily read; 80 in a pipe.
[[nodiscard]] std::size_t help_width();

}  // namespace ice::cli
