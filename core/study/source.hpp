#pragma once
// The text of a document before it is parsed: what may not reach the parser, and what the parser
// does not tell of it.
#include <string>
#include <string_view>
#include <vector>

#include "study/yaml.hpp"

namespace ice::study {

/// A text that is fit to be parsed. Borrows it.
class Source {
 public:
  /// Throws UserError for a text that is too large, not UTF-8, holds control characters, or opens
  /// too many brackets in a row. A byte order mark is left out.
  Source(std::string_view text, const std::string& file);

  [[nodiscard]] std::string_view text() const { return text_; }

  /// The parser's place (line and byte, from 0) as ours (line and character, from 1).
  [[nodiscard]] Mark mark(int line, int byte) const;

  /// Whether a quoted scalar whose anchor, tag or quote stands there has no closing quote: yaml-cpp
  /// takes the rest of the file for it.
  [[nodiscard]] bool is_never_closed(int line, int byte) const;

  /// Whether the line is indented with a tab, which YAML forbids.
  [[nodiscard]] bool has_tab(int line) const;

 private:
  [[nodiscard]] std::size_t offset(int line, int byte) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;  // where each begins
  std::vector<int> characters_;     // how many begin before each byte
};

}  // namespace ice::study
