#include "report/plot.hpp"

#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/axis.hpp"
#include "report/unicode.hpp"

namespace ice::report {
namespace {

// Okabe and Ito's palette (2008), told apart by colour-blind readers too; its yellow, too pale for
// a line on white, is replaced by a brown.
constexpr std::array<std::string_view, 8> kColors{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                  "#E69F00", "#56B4E9", "#7F5539", "#000000"};
constexpr std::string_view kGrey = "#C8C8C8";

// The legend stands right of the data, never over it: it gets the share of the width that its
// longest name needs.
constexpr double kWidthOfCharacter = 0.0072;
constexpr double kWidthOfSample = 0.062;
constexpr double kWidestLegend = 0.4;

struct Terminal {
  std::string_view extension;
  std::string_view command;
  int font;  // size of the axes' numbers, in the terminal's unit
};

// `noenhanced`: names such as learning_rate are text, not subscripts.
constexpr std::array kTerminals{
    Terminal{".png", "pngcairo noenhanced size 1600,960 linewidth 2 background '#FFFFFF'", 18},
    Terminal{".svg", "svg noenhanced size 1000,600 linewidth 1.25 background '#FFFFFF'", 11},
    Terminal{".pdf", "pdfcairo noenhanced size 25cm,15cm linewidth 1.25 background '#FFFFFF'", 8}};

// A text in single quotes, in which gnuplot expands nothing; control characters become blanks.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + "'";
}

const Terminal& terminal_of(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  const auto* const found =
      std::find_if(kTerminals.begin(), kTerminals.end(),
                   [&](const Terminal& t) { return t.extension == extension; });
  if (found == kTerminals.end())
    throw base::UserError(file.string(), "a plot is a .png, .svg or .pdf file");
  return *found;
}

// Shortest exact numbers; what is no number is a gap.
std::string number(double x) { return std::isfinite(x) ? base::format_number(x) : "NaN"; }

std::string data_block(const Line& line, std::size_t index) {
  std::string text = fmt::format("$line{} << END\n", index);
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    text += fmt::format("{} {}", number(line.x[i]), number(line.y[i]));
    if (!line.low.empty()) text += fmt::format(" {} {}", number(line.low[i]), number(line.high[i]));
    text += '\n';
  }
  return text + "END\n";
}

// What does not fit into the widest legend is cut.
std::string in_legend(const std::string& text, double beside) {
  const double room = kWidestLegend - beside;
  return shorten(text, static_cast<std::size_t>(room / kWidthOfCharacter));
}

double legend_width(const Figure& figure) {
  std::size_t longest = display_width(figure.legend_title);
  for (const Line& line : figure.lines) longest = std::max(longest, display_width(line.name));
  if (longest == 0) return 0.03;
  return std::min(kWidestLegend, kWidthOfSample + kWidthOfCharacter * static_cast<double>(longest));
}

std::string style_section(const Figure& figure, int font) {
  const double right = 1 - legend_width(figure);
  std::string text = fmt::format(
      "set lmargin at screen 0.085\nset rmargin at screen {0:.3f}\n"
      "set tmargin at screen 0.875\nset bmargin at screen 0.11\n"
      "set border 3 linecolor '#444444' linewidth 0.6\n"
      "set tics nomirror scale 0.5 textcolor '#444444' font ',{1}'\n"
      "set grid linetype 1 linecolor '#E6E6E6' linewidth 0.5\n"
      "set key at screen {2:.3f},0.885 left top Left reverse samplen 1.2 spacing 1.2 font ',{1}' "
      "textcolor '#222222'\n",
      right, font, right + 0.01);
  if (!figure.legend_title.empty())
    text += fmt::format("set key title {} left font ',{}'\n",
                        quoted(in_legend(figure.legend_title, 0.01)), font);
  return text;
}

std::string text_section(const Figure& figure, int font) {
  return fmt::format(
      "set label {} at screen 0.085,0.955 left font 'Sans:Bold,{}' textcolor '#111111'\n"
      "set label {} at screen 0.085,0.913 left font ',{}' textcolor '#777777'\n"
      "set xlabel {} font ',{}' textcolor '#222222'\n"
      "set ylabel {} font ',{}' textcolor '#222222'\n",
      quoted(figure.title), font * 13 / 10, quoted(figure.subtitle), font * 9 / 10,
      quoted(figure.x_label), font, quoted(figure.y_label), font);
}

std::string tics(const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks)
    texts.push_back(fmt::format("{} {}", quoted(tick.text), number(tick.value)));
  return fmt::format("({})\n", base::join(texts, ", "));
}

std::string axis_section(const Figure& figure) {
  const Extent x = x_extent(figure);
  const Extent y = y_extent(figure);
  const double margin = figure.log_y ? std::pow(y.high / y.low, 0.04) : 0.04 * (y.high - y.low);
  const Extent wide = figure.log_y ? Extent{y.low / margin, y.high * margin}
                                   : Extent{y.low - margin, y.high + margin};
  std::string text =
      fmt::format("set xrange [{}:{}]\nset yrange [{}:{}]\nset xtics {}", number(x.low),
                  number(x.high), number(wide.low), number(wide.high), tics(x_ticks(figure, 8)));
  if (figure.log_y) text += "set logscale y\nset ytics " + tics(ticks(wide, true, 8));
  return text;
}

// Grey lines first, then bands and dashed lines, then named lines from the least important to the
// best, so that the best is on top; the legend is made by lines without data, in the order of
// importance.
std::string plot_section(const Figure& figure) {
  std::vector<std::string> grey, bands, dashed, lines, legend;
  for (std::size_t i = figure.lines.size(); i-- > 0;) {
    const Line& line = figure.lines[i];
    const std::string block = fmt::format("$line{}", i);
    const std::string_view color = kColors[color_of(figure, i) % kColors.size()];
    if (line.dashed) {
      dashed.push_back(fmt::format(
          "{} using 1:2 with lines linewidth 1.2 dashtype 2 linecolor '{}' notitle", block, color));
      continue;
    }
    if (line.name.empty()) {
      grey.push_back(fmt::format("{} using 1:2 with lines linewidth 0.8 linecolor '{}' notitle",
                                 block, kGrey));
      continue;
    }
    if (!line.low.empty())
      bands.push_back(
          fmt::format("{} using 1:3:4 with filledcurves fillcolor '{}' fillstyle transparent solid "
                      "0.13 noborder notitle",
                      block, color));
    const char* style =
        line.x.size() == 1 ? "points pointtype 7 pointsize 1" : "lines linewidth 1.6";
    lines.push_back(
        fmt::format("{} using 1:2 with {} linecolor '{}' notitle", block, style, color));
    legend.insert(legend.begin(),
                  fmt::format("NaN with lines linewidth 2.5 linecolor '{}' title {}", color,
                              quoted(in_legend(line.name, kWidthOfSample))));
  }
  std::vector<std::string> all;
  for (const auto* part : {&grey, &bands, &dashed, &lines, &legend})
    all.insert(all.end(), part->begin(), part->end());
  return "plot " + base::join(all, ", \\\n     ") + "\n";
}

void require_gnuplot() {
  const char* path = std::getenv("PATH");
  for (const std::string& folder : base::split(path == nullptr ? "" : path, ':')) {
    if (::access((folder + "/gnuplot").c_str(), X_OK) == 0) return;
  }
  throw base::UserError(
      "plot", "gnuplot was not found",
      "Install it: apt install gnuplot-nox. Without -o the picture is drawn in the terminal");
}

void make_folder_of(const std::filesystem::path& file) {
  std::error_code error;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
  if (error)
    throw base::UserError(file.parent_path().string(), "cannot be made: " + error.message());
}

}  // namespace

std::string gnuplot_script(const Figure& figure, const std::filesystem::path& file) {
  const Terminal& terminal = terminal_of(file);
  std::string script =
      fmt::format("set encoding utf8\nset terminal {} font 'Sans,{}'\nset output {}\n",
                  terminal.command, terminal.font, quoted(file.string()));
  script += style_section(figure, terminal.font) + text_section(figure, terminal.font) +
            axis_section(figure);
  for (std::size_t i = 0; i < figure.lines.size(); ++i) script += data_block(figure.lines[i], i);
  return script + plot_section(figure) + "set output\n";
}

void plot(const Figure& figure, const std::filesystem::path& file) {
  (void)terminal_of(file);
  require_gnuplot();
  make_folder_of(file);
  std::filesystem::path unfinished = file;
  unfinished.replace_extension(fmt::format(".{}{}", ::getpid(), file.extension().string()));
  const std::string script = gnuplot_script(figure, unfinished);
  {
    Gnuplot gnuplot("gnuplot 2>/dev/null");  // the end of the scope waits for it
    gnuplot << script;
  }
  std::error_code error;
  const auto size = std::filesystem::file_size(unfinished, error);
  if (!error && size > 0) std::filesystem::rename(unfinished, file, error);
  if (error || size == 0) {
    std::filesystem::remove(unfinished);
    throw base::UserError(file.string(), "gnuplot could not write the picture",
                          "Is the folder writable, and the disk not full?");
  }
}

}  // namespace ice::report
