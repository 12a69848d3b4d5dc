#include <cstdlib>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "plugin/catalog.hpp"

namespace ice::plugin {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Adds what the user named, which must exist; the default folders need not.
void add_named(std::vector<fs::path>& entries, const std::vector<fs::path>& named,
               const std::string& where) {
  for (const fs::path& place : named) {
    std::error_code error;
    if (!fs::exists(place, error))
      throw base::UserError(where, error ? place.string() + ": " + error.message()
                                         : "no file or folder " + place.string());
    entries.push_back(place);
  }
}

// Adds the folders of the environment. An empty part would mean the current folder, in which
// plugins are never searched.
void add_environment(std::vector<fs::path>& entries) {
  for (const std::string& part : base::split(environment("ICE_PLUGIN_PATH"), ':')) {
    if (!part.empty()) entries.emplace_back(part);
  }
  const std::string data_home = environment("XDG_DATA_HOME");
  if (!data_home.empty()) {
    entries.push_back(fs::path(data_home) / "ice/plugins");
  } else if (const std::string home = environment("HOME"); !home.empty()) {
    entries.push_back(fs::path(home) / ".local/share/ice/plugins");
  }
}

}  // namespace

SearchPath search_path(const std::vector<fs::path>& given, const std::vector<fs::path>& of_study) {
  SearchPath path;
  add_named(path.entries, given, "--plugin");
  add_named(path.entries, of_study, "plugin_path");
  add_environment(path.entries);
  path.entries.push_back(fs::path(base::self_program()).parent_path().parent_path() /
                         "lib/ice/plugins");
  return path;
}

}  // namespace ice::plugin
