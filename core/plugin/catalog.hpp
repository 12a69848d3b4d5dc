#pragma once
// The catalogue: which plugins there are, by kind and name, from descriptors that a probe child
// read. Nothing is loaded into this process; `Libraries` (library.hpp), which does load, is for
// workers.
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"

namespace ice::plugin {

enum class Kind { kActivation = 1, kInitializer = 2, kLoss = 3, kOptimizer = 4 };
[[nodiscard]] std::string to_string(Kind kind);  ///< "activation"
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);

/// One parameter that a plugin declares.
struct ParameterInfo {
  enum class Type { kReal, kInteger, kBoolean, kChoice };
  std::string name, doc, unit;
  Type type = Type::kReal;
  base::Value fallback;     ///< the default
  double min = 0, max = 0;  ///< +-inf when unbounded
  bool min_open = false, max_open = false;
  bool log_scale = false;
  std::vector<std::string> choices;
  /// "[0, 1)", "> 0", "one of a, b"
  [[nodiscard]] std::string range_text() const;
};

/// One plugin as its library describes it.
struct PluginInfo {
  Kind kind = Kind::kActivation;
  std::string id;  ///< qualified: "core/relu"
  std::string doc;
  std::string version;  ///< of its package
  std::string licence;
  std::vector<ParameterInfo> parameters;
  std::vector<std::string> traits;  ///< "elementwise", "needs_z" ...
  bool float32 = true;              ///< double is always there
  std::string fuses;                ///< losses
  std::vector<std::string> slots;   ///< optimizers
  std::filesystem::path file;
  std::string sha256;  ///< of the file
  base::Value card;    ///< the library's build card: abi, sdk, compiler, armadillo, flags
};
[[nodiscard]] base::Value to_value(const PluginInfo& info);
[[nodiscard]] PluginInfo plugin_from(const base::Value& value);

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
/// program's own
/// ../lib/ice/plugins.
[[nodiscard]] SearchPath search_path(const std::vector<std::filesystem::path>& given,
                                     const std::vector<std::filesystem::path>& of_study);

/// A plugin reference of a study, resolved: the plugin, and all of its parameters with defaults
/// filled in.
struct Resolved {
  const PluginInfo* plugin = nullptr;
  base::Value parameters;  ///< a map, every declared parameter present
};

class Catalog {
 public:
  /// Finds *.ice.so in the places, checks each file (card.hpp) and lets a probe child describe it.
  /// Never throws for a bad file: it is listed in refusals().
  static Catalog scan(const SearchPath& path,
                      const std::map<std::string, std::filesystem::path>& pins = {});

  [[nodiscard]] const std::vector<PluginInfo>& plugins() const { return plugins_; }
  [[nodiscard]] const std::vector<Refusal>& refusals() const { return refusals_; }

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
