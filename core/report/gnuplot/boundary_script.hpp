#pragma once
// Decision boundaries as gnuplot draws them.
#include <filesystem>
#include <string>

#include "report/boundary.hpp"

namespace ice::report {

/// The script that draws all panels of `figure` into `file`, with their data; throws as script_head
/// does.
[[nodiscard]] std::string boundary_script(const BoundaryFigure& figure,
                                          const std::filesystem::path& file);

}  // namespace ice::report
