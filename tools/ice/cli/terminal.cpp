#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace ice::cli {
namespace {

constexpr std::size_t kUsualWidth = 80;  // of a terminal that does not tell (a serial line)

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool is_terminal(std::FILE* stream) {
  const char* kind = std::getenv("TERM");
  return ::isatty(::fileno(stream)) != 0 && kind != nullptr && std::string_view(kind) != "dumb";
}

std::size_t terminal_width(std::FILE* stream) {
  if (::isatty(::fileno(stream)) == 0) return 0;
  winsize size{};
  const bool told = ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return told ? size.ws_col : kUsualWidth;
}

bool wants_color(std::FILE* stream, bool no_color) {
  return !no_color && !is_set("NO_COLOR") && is_terminal(stream);
}

void print_error(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace ice::cli
