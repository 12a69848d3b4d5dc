#pragma once
// What our gnuplot scripts share: their head, quoting, numbers and colours.
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace ice::report {

// The palette of Okabe and Ito (2008), which colour-blind readers can tell apart too. A brown
// replaces its yellow, which is too pale for a line on white.
inline constexpr std::array<std::string_view, 8> kPlotColors{
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F5539", "#000000"};

/// Encoding, terminal and output of a script that draws into `file`, which is a .png, .svg or .pdf.
/// Throws UserError for any other extension, as do font_size() and title_font().
[[nodiscard]] std::string script_head(const std::filesystem::path& file);

/// Size of the axes' numbers, in the unit of the terminal that draws this kind of file.
[[nodiscard]] int font_size(const std::filesystem::path& file);

/// A picture's title font: larger, and bold where the terminal can.
[[nodiscard]] std::string title_font(const std::filesystem::path& file);

/// A text in single quotes, in which gnuplot expands nothing. Control characters become blanks.
[[nodiscard]] std::string quoted(const std::string& text);

/// The shortest exact text of a number; "NaN", which leaves a gap, when it is not finite.
[[nodiscard]] std::string plot_number(double x);

}  // namespace ice::report
