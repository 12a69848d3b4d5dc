#pragma once
// The catalogue: which plugins there are, by kind and name, from descriptors that a probe child
// read. Nothing is loaded into this process; what does load (library.hpp) is for workers.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "plugin/info.hpp"

namespace ice::plugin {

/// A file that is not used, and why ("truncated: needs 13272 bytes, has 3000. Copy or build it
/// again.").
struct Refusal {
  std::filesystem::path file;
  std::string reason;
};

/// Where plugins are looked for, in this order.
struct SearchPath {
  std::vector<std::filesystem::path> places;  ///< files or folders
};
/// `given` (--plugin), the study's plugin_path, $ICE_PLUGIN_PATH, $XDG_DATA_HOME/ice/plugins, the
/// program's own ../lib/ice/plugins; never the current folder. Throws UserError when a place that
/// the user named is not there.
[[nodiscard]] SearchPath search_path(const std::vector<std::filesystem::path>& given,
                                     const std::vector<std::filesystem::path>& of_study);

/// A plugin reference of a study, resolved: the plugin, and all of its parameters with defaults
/// filled in.
struct Resolved {
  const PluginInfo* plugin = nullptr;
  base::Value parameters;  ///< a map, every declared parameter present
};

/// A map with every declared parameter: those of `given` (a map; its "name" is no parameter) after
/// their names, types and bounds are checked, the others by default. Throws UserError at `where`.
[[nodiscard]] base::Value resolve_parameters(const PluginInfo& plugin, const base::Value& given,
                                             const std::string& where);

class Catalog {
 public:
  /// Finds *.ice.so in the places and lets a probe child (probe.hpp) check and describe each.
  /// Never throws for a bad file: it is listed in refusals(). A pin (id to file) hides the other
  /// files' plugins of that id.
  static Catalog scan(const SearchPath& path,
                      const std::map<std::string, std::filesystem::path>& pins = {});

  [[nodiscard]] const std::vector<PluginInfo>& plugins() const { return plugins_; }
  [[nodiscard]] const std::vector<Refusal>& refusals() const { return refusals_; }
  /// Where it looked.
  [[nodiscard]] const std::vector<std::filesystem::path>& places() const { return places_; }

  /// "relu", "core/relu" or "acme/swish" to a plugin: core first, else the only match. Throws
  /// UserError at `where` with the nearest name, all known ones, the places looked in and the
  /// refused files.
  [[nodiscard]] const PluginInfo& find(Kind kind, const std::string& name,
                                       const std::string& where) const;

  /// The same for a reference {"name": ..., parameters}: checks names, types and bounds of the
  /// parameters.
  [[nodiscard]] Resolved resolve(Kind kind, const base::Value& reference,
                                 const std::string& where) const;

 private:
  void pin(const std::string& id, const std::filesystem::path& file);

  std::vector<PluginInfo> plugins_;
  std::vector<Refusal> refusals_;
  std::vector<std::filesystem::path> places_;
};

/// Role of a probe child (argv[1] == kProbeRole): describes the libraries named by the further
/// arguments, one JSON line each on standard output. main() of every program that scans must hand
/// over to it.
inline constexpr const char* kProbeRole = "__probe";
int probe_main(int argc, char** argv);

}  // namespace ice::plugin
