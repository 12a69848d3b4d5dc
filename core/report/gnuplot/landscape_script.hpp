#pragma once
// Writes the gnuplot script of a landscape.
#include <filesystem>
#include <string>

#include "report/landscape.hpp"

namespace ice::report {

/// The plane in shades, from white where it is lowest, with lines of equal cost that part it into
/// equal areas, and the traces over it. Throws UserError for an extension other than .png, .svg and
/// .pdf.
[[nodiscard]] std::string landscape_script(const LandscapeFigure& figure,
                                           const std::filesystem::path& file);

}  // namespace ice::report
