#pragma once
// What our gnuplot scripts share: their head, quoting, numbers, colours; and where programs are.
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "report/axis.hpp"

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

/// The file of a program on the PATH; empty where there is none.
[[nodiscard]] std::string program_path(const std::string& program);

/// The ticks of an axis as `set xtics` takes them: "('0.0' 0, '0.5' 0.5)" and a new line.
[[nodiscard]] std::string tics(const std::vector<Tick>& ticks);

/// An extent that is wider by a share of it at both ends, so that nothing lies on an axis.
[[nodiscard]] Extent with_margin(const Extent& extent, bool log, double share);

}  // namespace ice::report
