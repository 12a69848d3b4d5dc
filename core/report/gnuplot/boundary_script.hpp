#pragma once
// Writes the gnuplot script that draws decision boundaries.
#include <filesystem>
#include <string>

#include "report/boundary.hpp"

namespace ice::report {

/// The script that draws all panels of `figure` into `file`, data included. Throws as script_head()
/// does.
[[nodiscard]] std::string boundary_script(const BoundaryFigure& figure,
                                          const std::filesystem::path& file);

}  // namespace ice::report
