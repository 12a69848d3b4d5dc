#include "report/gnuplot/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "report/gnuplot/gnuplot_script.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr double kEm = 0.0142;  // font size of the axes' numbers, of the width
constexpr double kTitleSize = 1.3, kSubtitleSize = 0.9;
constexpr double kWidestBeside = 0.3;  // of the legend
constexpr double kSampleWidth = 0.036;
constexpr double kEdge = 0.015;
constexpr double kSmallestName = 0.75;  // of a name below the x axis, relative to the numbers
constexpr double kLongestRising = 0.16;
constexpr std::size_t kMostRows = 24, kMostRowsBelow = 10;

// Of one character, in em: DejaVu Sans, the widest of the usual fonts, and a little more.
double em_of(char32_t c) {
  constexpr std::u32string_view kNarrow = U"iljI.,:;'|!()[]{}/ ft-r·\"";
  constexpr std::u32string_view kBroad = U"mwMWQOG@%=+<>~…→≤≥";
  if (kNarrow.find(c) != std::u32string_view::npos) return 0.40;
  if (kBroad.find(c) != std::u32string_view::npos) return 0.90;
  if (c >= 'A' && c <= 'Z') return 0.70;
  return c < 0x1100 ? 0.63 : 1.05;
}

// As many words as fit on each line; a word that is too long is cut.
std::vector<std::string> wrapped(const std::string& text, double width, double size,
                                 std::size_t most) {
  std::vector<std::string> lines;
  for (const std::string& word : base::split(one_line(text), ' ')) {
    if (word.empty()) continue;
    const bool fits = !lines.empty() && text_width(lines.back() + " " + word, size) <= width;
    if (fits || lines.size() == most)
      lines.back() += " " + word;
    else
      lines.push_back(word);
  }
  for (std::string& line : lines) line = fit_text(line, width, size);
  return lines;
}

class PageLayout {
 public:
  PageLayout(const PageContent& content, const std::filesystem::path& file)
      : content_(content), file_(file), font_(font_size(file)) {
    page_.left = 2 * kEdge + content.ticks_width + (content.y_label.empty() ? 0 : 0.022);
    page_.right = 1 - content.free_right;
    page_.bottom = 0.03 + content.ticks_height;
  }

  Page made() {
    add_heading();
    add_legend();
    add_y_label();
    page_.script += fmt::format(
        "set lmargin at screen {:.4f}\nset rmargin at screen {:.4f}\n"
        "set tmargin at screen {:.4f}\nset bmargin at screen {:.4f}\n",
        page_.left, page_.right, page_.top, page_.bottom);
    return page_;
  }

 private:
  void add_text(const std::string& text, double x, double y, const std::string& font,
                const char* color, const char* more = "left") {
    page_.script += fmt::format("set label {} at screen {:.4f},{:.4f} {} font {} textcolor '{}'\n",
                                quoted(text), x, y, more, font, color);
  }

  [[nodiscard]] std::string font(double size) const {
    return fmt::format("',{:.0f}'", std::floor(font_ * size));
  }

  // From the upper edge downwards. Bold letters are broader.
  void add_heading() {
    double y = 0.965;
    const double width = 1 - 3 * kEdge;
    for (const std::string& line : wrapped(content_.title, width, kTitleSize * 1.1, 2)) {
      add_text(line, 2 * kEdge, y, title_font(file_), "#111111");
      y -= kLineHeight * kTitleSize;
    }
    for (const std::string& line : wrapped(content_.subtitle, width, kSubtitleSize, 3)) {
      add_text(line, 2 * kEdge, y, font(kSubtitleSize), "#777777");
      y -= kLineHeight * kSubtitleSize;
    }
    page_.top = y - 0.01 - content_.free_top;
  }

  void add_y_label() {
    if (content_.y_label.empty()) return;
    // Upwards, the height is 0.6 of the width's length.
    const std::string text =
        fit_text(content_.y_label, std::max(0.1, (page_.top - page_.bottom) * 0.6));
    add_text(text, kEdge + 0.008, (page_.top + page_.bottom) / 2, font(1), "#222222",
             "rotate by 90 center");
  }

  [[nodiscard]] double width_of_entries() const {
    double width = 0;
    for (const LegendEntry& entry : content_.legend)
      width = std::max(width, text_width(entry.text));
    return width + kSampleWidth;
  }

  void add_legend() {
    if (content_.legend.empty()) return;
    const double width = std::max(width_of_entries(), text_width(content_.legend_title));
    if (width + 2 * kEdge <= kWidestBeside)
      add_legend_beside(width + 2 * kEdge);
    else
      add_legend_below(std::min(width_of_entries() + 2 * kEdge, 1 - 3 * kEdge));
  }

  void add_legend_beside(double width) {
    page_.right = std::min(page_.right, 1 - width);
    const double x = page_.right + kEdge;
    const auto rows = static_cast<std::size_t>((page_.top - 0.01) / kLineHeight);
    const std::size_t others = content_.legend_title.empty() ? 1 : 2;  // "and 16 more" is one
    add_entries(x, page_.top - 0.01, 1 - x, 1, std::min(kMostRows, rows - others));
  }

  // In as many columns as there is room for.
  void add_legend_below(double width) {
    const auto columns =
        std::max<std::size_t>(1, static_cast<std::size_t>((1 - 3 * kEdge) / width));
    const bool titled = !content_.legend_title.empty();
    const std::size_t most = kMostRowsBelow * columns;
    const std::size_t shown = std::min(content_.legend.size(), most);
    const std::size_t rows = (shown + columns - 1) / columns + (titled ? 1 : 0) +
                             (content_.legend.size() > most ? 1 : 0);
    const double height = static_cast<double>(rows) * kLineHeight;
    add_entries(2 * kEdge, height + 0.005, width, columns, kMostRowsBelow);
    page_.bottom += height;
  }

  // From the left to the right, and from y downwards.
  void add_entries(double x, double y, double width, std::size_t columns, std::size_t most_rows) {
    if (!content_.legend_title.empty()) {
      add_text(fit_text(content_.legend_title, width * static_cast<double>(columns) - kEdge), x, y,
               font(1), "#777777");
      y -= kLineHeight;
    }
    const std::size_t shown = std::min(content_.legend.size(), most_rows * columns);
    for (std::size_t i = 0; i < shown; ++i) {
      const std::size_t row = i / columns;
      add_entry(content_.legend[i], x + width * static_cast<double>(i % columns),
                y - kLineHeight * static_cast<double>(row), width);
    }
    if (shown < content_.legend.size())
      add_text(
          fmt::format("and {} more", content_.legend.size() - shown), x + kSampleWidth,
          y - kLineHeight * std::ceil(static_cast<double>(shown) / static_cast<double>(columns)),
          font(1), "#777777");
  }

  void add_entry(const LegendEntry& entry, double x, double y, double width) {
    if (entry.sample != LegendSample::kLine)
      page_.script += fmt::format(
          "set label '' at screen {:.4f},{:.4f} point {} linecolor '{}'\n", x + 0.013, y,
          entry.sample == LegendSample::kPoint ? "pointtype 7 pointsize 1.2"
                                               : "pointtype 5 pointsize 2.5",
          entry.color);
    else
      page_.script += fmt::format(
          "set arrow from screen {:.4f},{:.4f} to screen {:.4f},{:.4f} nohead linewidth 2.5 "
          "linecolor '{}'{}\n",
          x, y, x + 0.026, y, entry.color, entry.dash);
    add_text(fit_text(entry.text, width - kSampleWidth - kEdge), x + kSampleWidth, y, font(1),
             "#222222");
  }

  const PageContent& content_;
  const std::filesystem::path& file_;
  int font_;
  Page page_;
};

}  // namespace

double text_width(std::string_view text, double size) {
  double em = 0;
  while (!text.empty()) {
    const std::size_t bytes = std::max<std::size_t>(base::utf8_length(text), 1);
    em += bytes == 1 ? em_of(static_cast<unsigned char>(text.front()))
                     : em_of(base::code_point(text.substr(0, bytes)));
    text.remove_prefix(bytes);
  }
  return em * kEm * size;
}

std::string fit_text(const std::string& text, double width, double size) {
  std::string shown = one_line(text);
  for (std::size_t columns = display_width(shown);
       columns > 1 && text_width(shown, size) > width * (1 + 1e-9);)
    shown = shorten(text, --columns);
  return shown;
}

NamesBelow names_below(const std::vector<std::string>& names, double room, int font_size) {
  double widest = 0;
  for (const std::string& name : names) widest = std::max(widest, text_width(one_line(name)));
  const double size = std::min(1.0, 0.95 * room / std::max(widest, 1e-9));
  const bool rises = size < kSmallestName;
  const double shown_size = rises ? kSmallestName : size;
  std::vector<Tick> ticks = named_ticks(names, std::max<std::size_t>(names.size(), 1));
  for (Tick& tick : ticks) tick.text = fit_text(tick.text, kLongestRising, shown_size);
  const double rise = 0.574 * std::min(widest * shown_size, kLongestRising) / 0.6;  // sin(35 deg)
  return {fmt::format("set xtics scale 0 {} font ',{:.0f}' {}", rises ? "rotate by 35 right" : "",
                      std::floor(font_size * shown_size), tics(ticks)),
          rises ? rise + kLineHeight : kLineHeight};
}

Page page_of(const PageContent& content, const std::filesystem::path& file) {
  return PageLayout(content, file).made();
}

}  // namespace ice::report
