#pragma once
// Writes the gnuplot script that draws a figure.
#include <filesystem>
#include <string>

#include "report/figure.hpp"

namespace ice::report {

/// The script that draws `figure` into `file`, data included. Throws as script_head() does.
[[nodiscard]] std::string figure_script(const Figure& figure, const std::filesystem::path& file);

}  // namespace ice::report
