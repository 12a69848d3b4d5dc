#pragma once
// Makes picture files with gnuplot.
#include <filesystem>
#include <functional>
#include <string>

namespace ice::report {

/// Gives the gnuplot script that draws a picture into `file`, data included.
using Script = std::function<std::string(const std::filesystem::path& file)>;

/// Draws into `file` and waits for gnuplot. Makes the file's folder if it is absent; replaces an
/// old file only by a whole new one. Returns the characters of the texts that are left out because
/// no installed font has them; an SVG keeps all, as its reader may have other fonts. REQUIRES:
/// SIGPIPE is ignored, as gnuplot may end early. Throws UserError when the extension is not .png,
/// .svg or .pdf, gnuplot is not installed, or the file cannot be written.
std::string plot(const Script& script, const std::filesystem::path& file);

/// The script that plot() runs, for people who want to change it: run in the folder of `file`, it
/// draws the file. Throws UserError when the extension is not .png, .svg or .pdf.
[[nodiscard]] std::string script_for_people(const Script& script,
                                            const std::filesystem::path& file);

}  // namespace ice::report
