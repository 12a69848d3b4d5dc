#pragma once
// The catalogue of all plugins, by kind and name. A probe child reads the descriptors, so no
// library is loaded into this process; only workers and other children load libraries
// (library.hpp).
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "plugin/info.hpp"

namespace ice::plugin {

/// A file that the catalogue does not use, and why ("truncated: needs 13272 bytes, has 3000. Copy
/// or build it again.").
struct Refusal {
  std::filesystem::path file;
  std::string reason;
};

/// The files and folders in which plugins are searched, in this order.
struct SearchPath {
  std::vector<std::filesystem::path> entries;
};
/// The search path: `given` (--plugin), `of_study` (plugin_path of the study), $ICE_PLUGIN_PATH,
/// $XDG_DATA_HOME/ice/plugins or ~/.local/share/ice/plugins, and ../lib/ice/plugins beside the
/// program; never the current folder. Throws UserError when a given entry or one of the study does
/// not exist.
[[nodiscard]] SearchPath search_path(const std::vector<std::filesystem::path>& given,
                                     const std::vector<std::filesystem::path>& of_study);

/// The *.ice.so files on a search path, each once under its canonical name: two entries may lead to
/// it. Nothing is loaded.
[[nodiscard]] std::vector<std::filesystem::path> plugin_files(const SearchPath& path);

/// A resolved plugin reference. `plugin` points into the Catalog, which must outlive it.
struct Resolved {
  const PluginInfo* plugin = nullptr;
  base::Value parameters;  ///< a map, every declared parameter present
};

/// Returns a map with every parameter that the plugin declares: from `given` (a map; its key "name"
/// is ignored) where it sets the parameter, otherwise the default. Throws UserError for an unknown
/// name, a wrong type or a value out of bounds; `where` begins the text.
[[nodiscard]] base::Value resolve_parameters(const PluginInfo& plugin, const base::Value& given,
                                             const std::string& where);

/// All plugins found on a search path. Made once per command by scan(); immutable afterwards, so
/// any number of threads may read it.
class Catalog {
 public:
  /// Finds the *.ice.so files on the search path and lets probe children (probe.hpp) check and
  /// describe them. A bad file is no error: it is listed in refusals(). A pin (plugin id -> file)
  /// adds its file and hides plugins of that id in all other files. Throws as base::run_to_end does
  /// when no child can be started.
  static Catalog scan(const SearchPath& path,
                      const std::map<std::string, std::filesystem::path>& pins = {});

  [[nodiscard]] const std::vector<PluginInfo>& plugins() const { return plugins_; }
  [[nodiscard]] const std::vector<Refusal>& refusals() const { return refusals_; }
  /// The search path of the scan.
  [[nodiscard]] const std::vector<std::filesystem::path>& searched() const { return searched_; }

  /// The plugin that a name stands for: "relu", "core/relu" or "acme/swish". A name without a
  /// package means the plugin of package core or, if core has none, the only plugin of that name.
  /// Throws UserError, with `where` in front, when no plugin or several match; the text lists known
  /// names, the search path and the refused files. The result lives as long as the catalogue.
  [[nodiscard]] const PluginInfo& find(Kind kind, const std::string& name,
                                       const std::string& where) const;

  /// Finds the plugin of a reference ("relu", or {"name": ..., parameters}) and resolves its
  /// parameters. Throws UserError as those two do, and for a value that is no reference.
  [[nodiscard]] Resolved resolve(Kind kind, const base::Value& reference,
                                 const std::string& where) const;

 private:
  void pin(const std::string& id, const std::filesystem::path& file);

  std::vector<PluginInfo> plugins_;
  std::vector<Refusal> refusals_;
  std::vector<std::filesystem::path> searched_;
};

/// Role of a probe child (base::ask_child): describes the libraries that the requests name. main()
/// of every program that scans must hand over to it.
inline constexpr const char* kProbeRole = "__probe";
/// The main function of a probe child: writes one line of JSON to standard output for each library
/// in the further arguments. Does not return.
int probe_main(int argc, char** argv);

}  // namespace ice::plugin
