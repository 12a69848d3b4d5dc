#pragma once
// Resolves the code of a trial against the catalogue of plugins: every plugin reference gets its
// qualified name and all of its parameters, every section its defaults.
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "code/code.hpp"
#include "plugin/catalog.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::code {

/// A plugin that a trial's code names, and where in the code.
struct PluginReference {
  std::string path;  ///< "network.activation", "network.hidden[0].activation"
  plugin::Kind kind = plugin::Kind::kActivation;
  const plugin::PluginInfo* plugin = nullptr;  ///< in the catalogue, which must outlive this
};

/// The code of one trial with all defaults filled in, and the plugins that it names.
struct ResolvedCode {
  Code code;
  std::vector<PluginReference> plugins;

  /// The plugin at a path ("loss", "network.output"). Throws Error when there is none.
  [[nodiscard]] const plugin::PluginInfo& at(const std::string& path) const;
  /// The plugin of this id. Throws Error when the code does not name it.
  [[nodiscard]] const plugin::PluginInfo& named(plugin::Kind kind, const std::string& id) const;
};

/// The location "f.yaml:12:5" of the value that a trial has at `path`: in `code`, or among the
/// values of a parameter. Where the value was not written (a default), the location of the nearest
/// section around it, else the study's file.
[[nodiscard]] std::string location_of(const study::Study& study, const study::Trial& trial,
                                      const std::string& path);

/// Resolves the trials of one study. Looks up each different reference and data section only once,
/// however many trials have it. The study and the catalogue must outlive it. Not thread-safe.
class Resolver {
 public:
  Resolver(const study::Study& study, const plugin::Catalog& catalog);

  /// The code of the trial's cell. Nothing when the trial names an unknown plugin, parameter or
  /// data set, or gives one a wrong value: faults() then says what.
  [[nodiscard]] std::optional<ResolvedCode> resolve(const study::Trial& trial);

  /// The code of one run. Runs of a cell share theirs, except where each has a split of its own
  /// (data::is_drawn_by_run): then with that of the seed with this index (study::split_of).
  [[nodiscard]] Code of_run(Code code, std::uint64_t seed_index) const;

  /// Looks for faults in what the study writes, also where parameters replace it in every cell: in
  /// the references of its code, in the references that its parameters take, and in data that no
  /// parameter varies. The study may have faults of its own (study::FaultyStudy).
  void check_written();

  /// The faults found so far, in the trials resolved and by check_written(): "f.yaml:12:5: what.
  /// What to do". The same fault may be there twice.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

  /// Every plugin that the trials resolved so far name.
  [[nodiscard]] std::set<const plugin::PluginInfo*> plugins() const;

 private:
  struct Lookup {
    base::Value value;  ///< null when the reference has a fault
    const plugin::PluginInfo* plugin = nullptr;
  };
  [[nodiscard]] Lookup look_up(plugin::Kind kind, const study::Trial& trial,
                               const std::string& path, const base::Value& reference) const;
  const Lookup& plugin_at(plugin::Kind kind, const study::Trial& trial, const std::string& path,
                          const base::Value& reference);
  void check_references(study::Trial trial);
  [[nodiscard]] base::Value schedule_at(const study::Trial& trial, const base::Value& given) const;
  const Lookup& data_of(const study::Trial& trial);
  const Lookup& remember(const std::string& key, const std::function<Lookup()>& look_up);

  const study::Study& study_;
  const plugin::Catalog& catalog_;
  std::unordered_map<std::string, Lookup> lookups_;  ///< by kind and reference as text
  std::vector<std::string> faults_;
};

/// The plugins' part in a run's identity: "kind id" -> SHA-256 of the plugin's file, or "" for a
/// core plugin, whose results change only with kNumericsVersion.
[[nodiscard]] std::map<std::string, std::string> plugin_identities(const ResolvedCode& resolved);

/// The resolved code as pairs (full path, value), as the store keeps it with each run. A plugin is
/// its name (without "core/") beside its parameters; network.hidden is the list of units where the
/// layers have no other settings.
[[nodiscard]] std::vector<std::pair<std::string, base::Value>> flatten(
    const ResolvedCode& resolved);

}  // namespace ice::code
