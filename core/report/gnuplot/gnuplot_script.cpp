#include "report/gnuplot/gnuplot_script.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::report {
namespace {

struct Terminal {
  std::string_view extension;
  std::string_view command;
  int font;  // size of the axes' numbers, in the terminal's unit: 1.4 % of the width in each
};

// `noenhanced`: names such as learning_rate are text, not subscripts.
constexpr std::array kTerminals{
    Terminal{".png", "pngcairo noenhanced size 1600,960 linewidth 2 background '#FFFFFF'", 17},
    Terminal{".svg", "svg noenhanced size 1000,600 linewidth 1.25 background '#FFFFFF'", 14},
    Terminal{".pdf", "pdfcairo noenhanced size 25cm,15cm linewidth 1.25 background '#FFFFFF'", 10}};

const Terminal& terminal_of(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  const auto* const found =
      std::find_if(kTerminals.begin(), kTerminals.end(),
                   [&](const Terminal& t) { return t.extension == extension; });
  if (found == kTerminals.end())
    throw base::UserError(file.string(), "a plot is a .png, .svg or .pdf file");
  return *found;
}

}  // namespace

std::string script_head(const std::filesystem::path& file) {
  const Terminal& terminal = terminal_of(file);
  return fmt::format("set encoding utf8\nset terminal {} font 'Sans,{}'\nset output {}\n",
                     terminal.command, terminal.font, quoted(file.string()));
}

int font_size(const std::filesystem::path& file) { return terminal_of(file).font; }

std::string title_font(const std::filesystem::path& file) {
  // gnuplot writes "Sans:Bold" into an SVG as if it were the name of a font, which nobody has.
  const bool knows_bold = terminal_of(file).extension != ".svg";
  return fmt::format("'Sans{},{}'", knows_bold ? ":Bold" : "", font_size(file) * 13 / 10);
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + "'";
}

std::string plot_number(double x) { return std::isfinite(x) ? base::format_number(x) : "NaN"; }

std::string program_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  for (const std::string& folder : base::split(path == nullptr ? "" : path, ':')) {
    std::string file = fmt::format("{}/{}", folder, program);
    if (::access(file.c_str(), X_OK) == 0) return file;
  }
  return "";
}

std::string tics(const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks)
    texts.push_back(fmt::format("{} {}", quoted(tick.text), plot_number(tick.value)));
  return fmt::format("({})\n", base::join(texts, ", "));
}

Extent with_margin(const Extent& extent, bool log, double share) {
  constexpr double kMost = std::numeric_limits<double>::max();  // where all runs diverged
  if (!log) {
    const double margin = share * (extent.high - extent.low);
    return {extent.low - margin, extent.high + margin};
  }
  const double factor = std::pow(extent.high / extent.low, share);
  return {extent.low / factor, std::min(extent.high * factor, kMost)};
}

}  // namespace ice::report
