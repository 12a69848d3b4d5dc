#pragma once
// What all gnuplot scripts of ours share: the head, quoting, numbers, colours.
#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace ice::report {

// Okabe and Ito's palette (2008), told apart by colour-blind readers too; its yellow, too pale for
// a line on white, is replaced by a brown.
inline constexpr std::array<std::string_view, 8> kPlotColors{
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F5539", "#000000"};

/// Encoding, terminal and output of a script that draws into `file`, by its extension: .png, .svg
/// or .pdf; throws UserError for any other.
[[nodiscard]] std::string script_head(const std::filesystem::path& file);

/// Size of the axes' numbers for this kind of file, in its terminal's unit.
[[nodiscard]] int font_size(const std::filesystem::path& file);

/// A picture's title: bold, where the terminal knows how, and larger.
[[nodiscard]] std::string title_font(const std::filesystem::path& file);

/// A text in single quotes, in which gnuplot expands nothing; control characters become blanks.
[[nodiscard]] std::string quoted(const std::string& text);

/// Shortest exact numbers; what is no number is a gap.
[[nodiscard]] std::string plot_number(double x);

}  // namespace ice::report
