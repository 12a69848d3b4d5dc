#pragma once
// A figure as a picture file, drawn by gnuplot.
#include <filesystem>
#include <string>

#include "report/figure.hpp"

namespace ice::report {

/// The gnuplot script that draws `figure` into `file`, with its data. The kind of picture is told
/// by the extension: .png, .svg or .pdf; throws UserError for any other.
[[nodiscard]] std::string gnuplot_script(const Figure& figure, const std::filesystem::path& file);

/// Draws `figure` into `file`, whose folder is made when absent; an old file is replaced only when
/// the new one is whole. Throws UserError when the extension is unknown, gnuplot is not installed,
/// or the file cannot be written.
void plot(const Figure& figure, const std::filesystem::path& file);

}  // namespace ice::report
