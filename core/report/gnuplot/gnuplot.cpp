#include "report/gnuplot/gnuplot.hpp"

#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <unistd.h>

#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "report/gnuplot/glyphs.hpp"
#include "report/gnuplot/gnuplot_script.hpp"

namespace ice::report {
namespace {

void require_gnuplot() {
  if (!program_path("gnuplot").empty()) return;
  throw base::UserError(
      "plot", "gnuplot was not found",
      "Install it: apt install gnuplot-nox. Without -o the picture is drawn in the terminal");
}

void make_folder_of(const std::filesystem::path& file) {
  std::error_code error;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
  if (error)
    throw base::UserError(file.parent_path().string(), "cannot be made: " + error.message());
}

Drawable drawable_script(const Script& script, const std::filesystem::path& to) {
  std::string text = script(to);
  if (to.extension() == ".svg") return {std::move(text), ""};
  return drawable(text);
}

}  // namespace

std::string plot(const Script& script, const std::filesystem::path& file) {
  (void)script_head(file);  // reports an unknown kind of file before a missing gnuplot
  require_gnuplot();
  make_folder_of(file);
  std::filesystem::path unfinished = file;
  unfinished.replace_extension(fmt::format(".{}{}", ::getpid(), file.extension().string()));
  Drawable drawn = drawable_script(script, unfinished);
  {
    Gnuplot gnuplot("gnuplot 2>/dev/null");  // its destructor waits for gnuplot
    gnuplot << drawn.text;
  }
  std::error_code error;
  const auto size = std::filesystem::file_size(unfinished, error);
  if (!error && size > 0) std::filesystem::rename(unfinished, file, error);
  if (error || size == 0) {
    std::filesystem::remove(unfinished);
    throw base::UserError(file.string(), "gnuplot could not write the picture",
                          "Is the folder writable, and the disk not full?");
  }
  return std::move(drawn.left_out);
}

std::string script_for_people(const Script& script, const std::filesystem::path& file) {
  return drawable_script(script, file.filename()).text;
}

}  // namespace ice::report
