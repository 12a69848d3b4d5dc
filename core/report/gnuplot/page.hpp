#pragma once
// What stands around the plots of a picture file: title, subtitle, legend and the name of the y
// axis, laid out so that nothing is cut and nothing lies over the plot.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ice::report {

// Lengths are shares of the picture's width or height, from its lower left corner.

/// The width of a text in the font of the axes' numbers; `size` is its size relative to that. An
/// estimate that is rather too large, for which font is there is known only to gnuplot.
[[nodiscard]] double text_width(std::string_view text, double size = 1);
inline constexpr double kLineHeight = 0.034;  ///< of a line of that font

/// The text, or its beginning and "…" in this width.
[[nodiscard]] std::string fit_text(const std::string& text, double width, double size = 1);

enum class LegendSample { kLine, kPoint, kBox };

struct LegendEntry {
  std::string text;
  std::string color;
  LegendSample sample = LegendSample::kLine;
  std::string_view dash = "";  ///< of a line: gnuplot's words, as " dashtype (8,5)"
};

struct PageContent {
  std::string title, subtitle;
  std::string y_label;  ///< written upwards at the left edge
  std::string legend_title;
  std::vector<LegendEntry> legend;
  double ticks_width = 0;    ///< of the widest number or name beside the y axis
  double ticks_height = 0;   ///< of the numbers or names below the x axis, and its label
  double free_right = 0.03;  ///< kept free right of the plot
  double free_top = 0;       ///< and above it
};

/// Names below an x axis, in the room that each has: smaller or, where that does not do, rising.
struct NamesBelow {
  std::string script;  ///< sets the x ticks
  double height = 0;   ///< of the names
};
[[nodiscard]] NamesBelow names_below(const std::vector<std::string>& names, double room,
                                     int font_size);

/// The script of what stands around, and the edges of the plot.
struct Page {
  std::string script;
  double left = 0, right = 1, top = 1, bottom = 0;
};

/// The legend stands right of the plot if it takes no more than 30 % of the width there, else below
/// it. Throws as script_head() does.
[[nodiscard]] Page page_of(const PageContent& content, const std::filesystem::path& file);

}  // namespace ice::report
