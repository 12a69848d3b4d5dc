#pragma once
// Writes the gnuplot script that draws bars.
#include <filesystem>
#include <string>

#include "report/importance_bars.hpp"

namespace ice::report {

/// The script that draws `figure` into `file`, data included. Throws as script_head() does.
[[nodiscard]] std::string bars_script(const BarFigure& figure, const std::filesystem::path& file);

}  // namespace ice::report
