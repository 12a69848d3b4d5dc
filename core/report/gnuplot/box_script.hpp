#pragma once
// Writes the gnuplot script that draws boxes of final values.
#include <filesystem>
#include <string>

#include "report/box.hpp"

namespace ice::report {

/// The script that draws `figure` into `file`, data included. Throws as script_head() does.
[[nodiscard]] std::string box_script(const BoxFigure& figure, const std::filesystem::path& file);

}  // namespace ice::report
