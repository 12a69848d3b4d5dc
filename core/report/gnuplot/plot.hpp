#pragma once
// Picture files, drawn by gnuplot.
#include <filesystem>
#include <functional>
#include <string>

namespace ice::report {

/// The gnuplot script of a picture that is drawn into `file`, its data in it.
using Script = std::function<std::string(const std::filesystem::path& file)>;

/// Draws into `file`, whose folder is made when absent; an old file is replaced only when the new
/// one is whole. Throws UserError when the extension is not .png, .svg or .pdf, gnuplot is not
/// installed, or the file cannot be written.
void plot(const Script& script, const std::filesystem::path& file);

}  // namespace ice::report
