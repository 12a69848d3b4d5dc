#pragma once
// The text of a YAML document before it is parsed. Refuses texts that would harm the parser
// (yaml-cpp), and answers questions about the text that the parser leaves open.
#include <string>
#include <string_view>
#include <vector>

#include "study/yaml.hpp"

namespace ice::study {

/// A text that may be passed to the parser. Borrows the text, which must outlive it. Immutable
/// after construction.
class Source {
 public:
  /// Throws UserError for a text of more than kMaxYamlBytes, that is not UTF-8, contains control
  /// characters, or opens more than kMaxYamlDepth brackets in a row. `file` is for messages.
  Source(std::string_view text, const std::string& file);

  /// The text without a byte order mark.
  [[nodiscard]] std::string_view text() const { return text_; }

  /// Converts the parser's position (line and byte, from 0) to ours (line and character, from 1).
  [[nodiscard]] Mark mark(int line, int byte) const;

  /// Whether the quoted scalar that begins at this position of the parser (with its anchor, tag or
  /// quote) has no closing quote. yaml-cpp reports no error for it: it takes the rest of the file
  /// as the scalar.
  [[nodiscard]] bool is_never_closed(int line, int byte) const;

  /// Whether the line (from 0) is indented with a tab, which YAML forbids.
  [[nodiscard]] bool has_tab(int line) const;

 private:
  [[nodiscard]] std::size_t offset(int line, int byte) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;  // offset of each line's first byte
  std::vector<int> characters_;     // number of characters that begin before each byte
};

}  // namespace ice::study
