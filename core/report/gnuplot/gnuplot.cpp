#include "report/gnuplot/gnuplot.hpp"

#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/gnuplot/gnuplot_script.hpp"

namespace ice::report {
namespace {

void require_gnuplot() {
  const char* path = std::getenv("PATH");
  for (const std::string& folder : base::split(path == nullptr ? "" : path, ':')) {
    if (::access((folder + "/gnuplot").c_str(), X_OK) == 0) return;
  }
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

}  // namespace

void plot(const Script& script, const std::filesystem::path& file) {
  (void)script_head(file);  // reports an unknown kind of file before a missing gnuplot
  require_gnuplot();
  make_folder_of(file);
  std::filesystem::path unfinished = file;
  unfinished.replace_extension(fmt::format(".{}{}", ::getpid(), file.extension().string()));
  const std::string text = script(unfinished);
  {
    Gnuplot gnuplot("gnuplot 2>/dev/null");  // its destructor waits for gnuplot
    gnuplot << text;
  }
  std::error_code error;
  const auto size = std::filesystem::file_size(unfinished, error);
  if (!error && size > 0) std::filesystem::rename(unfinished, file, error);
  if (error || size == 0) {
    std::filesystem::remove(unfinished);
    throw base::UserError(file.string(), "gnuplot could not write the picture",
                          "Is the folder writable, and the disk not full?");
  }
}

}  // namespace ice::report
