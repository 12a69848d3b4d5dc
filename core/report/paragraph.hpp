#pragma once
// Breaks running text into lines.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::report {

/// The words of `text` in lines of at most `width` columns, each after `indent` blanks and with a
/// new line at its end. Lines after the first have `more` blanks in addition. A word that is wider
/// than a line has a line to itself.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t indent = 0,
                                    std::size_t more = 0, std::size_t width = 80);

}  // namespace ice::report
