#include "report/paragraph.hpp"

#include "base/text.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {

std::string paragraph(std::string_view text, std::size_t indent, std::size_t more,
                      std::size_t width) {
  std::string lines;
  std::string line;
  std::size_t margin = indent;
  const auto end_line = [&] {
    if (!line.empty()) lines += std::string(margin, ' ') + line + "\n";
    line.clear();
    if (!lines.empty()) margin = indent + more;
  };
  for (const std::string& word : base::split(one_line(text), ' ')) {
    if (word.empty()) continue;
    const std::size_t needed = margin + display_width(line) + 1 + display_width(word);
    if (!line.empty() && needed > width) end_line();
    line += (line.empty() ? "" : " ") + word;
  }
  end_line();
  return lines;
}

}  // namespace ice::report
