#pragma once
// Running text in lines of a width.
#include <cstddef>
#include <string>
#include <string_view>

namespace ice::report {

/// The words of `text` in lines of at most `width` columns, each after `indent` blanks and with a
/// new line at its end; a word that is wider than that has a line of its own. Lines after the first
/// are indented by `more` in addition.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t indent = 0,
                                    std::size_t more = 0, std::size_t width = 80);

}  // namespace ice::report
