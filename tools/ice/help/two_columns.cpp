#include "help/two_columns.hpp"

#include <algorithm>
#include <cstdio>

#include "cli/terminal.hpp"
#include "report/paragraph.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::cli {

std::string two_columns(const std::string& name, const std::string& meaning, std::size_t at,
                        std::size_t width) {
  const std::string left = "  " + name;
  const std::size_t wide = report::display_width(left);
  const std::string right = report::paragraph(meaning, at, 0, width);
  if (wide + 1 >= at || right.empty()) return left + "\n" + right;
  return left + right.substr(wide);
}

std::size_t help_width() {
  constexpr std::size_t kUsual = 80, kNarrowest = 50, kWidest = 100;
  const std::size_t width = terminal_width(stdout);
  return width == 0 ? kUsual : std::clamp(width, kNarrowest, kWidest);
}

}  // namespace ice::cli
