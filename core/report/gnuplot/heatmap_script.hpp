#pragma once
// Writes the gnuplot script that draws a heatmap.
#include <filesystem>
#include <string>

#include "report/heatmap.hpp"

namespace ice::report {

/// The script that draws `heatmap` into `file`, data included. Throws as script_head() does.
[[nodiscard]] std::string heatmap_script(const Heatmap& heatmap, const std::filesystem::path& file);

}  // namespace ice::report
