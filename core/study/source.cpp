#include "study/source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace ice::study {
namespace {

using base::UserError;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_forbidden_control(char c) {
  return c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r';
}

// Needed because yaml-cpp accepts any bytes, guesses UTF-16, and ends silently at a byte 4.
void check_characters(std::string_view text, const std::string& file) {
  Mark at{1, 1};
  while (!text.empty()) {
    const std::size_t length = base::utf8_length(text);
    if (length == 0)
      throw UserError(location_text(file, at), "not UTF-8 text", "Save the file as UTF-8");
    if (is_forbidden_control(text.front()))
      throw UserError(location_text(file, at),
                      fmt::format("control character {:#04x}", +text.front()));
    if (text.front() == '\n')
      at = {at.line + 1, 1};
    else
      ++at.column;
    text.remove_prefix(length);
  }
}

// yaml-cpp's scanner keeps a token for each bracket of an unbroken row before its parser sees the
// first: such a row would cost 250 times its size in memory.
void check_bracket_rows(std::string_view text, const std::string& file) {
  std::size_t row = 0;
  for (const char c : text) {
    row = c == '[' || c == '{' ? row + 1 : 0;
    if (row > kMaxYamlDepth)
      throw UserError(file, fmt::format("nested deeper than {} levels", kMaxYamlDepth));
  }
}

// The text after its leading anchors and tags.
std::string_view without_properties(std::string_view text) {
  while (text.starts_with('&') || text.starts_with('!')) {
    text.remove_prefix(std::min(text.find_first_of(kBlanks), text.size()));
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  }
  return text;
}

// Whether a text that begins with a quote also closes it; \" and '' do not close it.
bool closes(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool is_doubled = quote == '\'' && text.substr(i).starts_with("''");
    const bool is_escape = quote == '"' && text[i] == '\\';
    if (is_doubled || is_escape)
      ++i;
    else if (text[i] == quote)
      return true;
  }
  return false;
}

}  // namespace

Source::Source(std::string_view text, const std::string& file) : text_(text) {
  if (text.size() > kMaxYamlBytes)
    throw UserError(file, fmt::format("larger than {}", base::format_bytes(kMaxYamlBytes)),
                    "A study is a short text: put data into files of their own");
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  check_characters(text_, file);
  check_bracket_rows(text_, file);
  lines_.push_back(0);
  characters_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') lines_.push_back(i + 1);
    characters_.push_back(characters_.back() + (base::is_continuation(text_[i]) ? 0 : 1));
  }
}

std::size_t Source::offset(int line, int byte) const {
  const std::size_t begin = lines_[std::min(static_cast<std::size_t>(line), lines_.size() - 1)];
  return std::min(begin + static_cast<std::size_t>(byte), text_.size());
}

Mark Source::mark(int line, int byte) const {
  const int before = characters_[offset(line, byte)] - characters_[offset(line, 0)];
  return {line + 1, before + 1};
}

bool Source::is_never_closed(int line, int byte) const {
  const std::string_view scalar = without_properties(text_.substr(offset(line, byte)));
  const bool is_quoted = scalar.starts_with('"') || scalar.starts_with('\'');
  return is_quoted && !closes(scalar);
}

bool Source::has_tab(int line) const {
  const std::string_view text = text_.substr(offset(line, 0));
  return text.substr(0, text.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

}  // namespace ice::study
