#pragma once
// A figure as gnuplot draws it.
#include <filesystem>
#include <string>

#include "report/figure.hpp"

namespace ice::report {

/// The script that draws `figure` into `file`, with its data; throws as script_head does.
[[nodiscard]] std::string figure_script(const Figure& figure, const std::filesystem::path& file);

}  // namespace ice::report
