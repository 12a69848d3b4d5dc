#pragma once
// Trial x catalogue -> resolved code: plugin references qualified, all of their parameters present.
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
  const plugin::PluginInfo* plugin = nullptr;
};

/// The code of one trial with nothing left to guess.
struct ResolvedCode {
  Code code;
  std::vector<PluginReference> plugins;

  /// The plugin at a path ("loss", "network.output"). Throws Error when there is none.
  [[nodiscard]] const plugin::PluginInfo& at(const std::string& path) const;
  /// The plugin of this id. Throws Error when the code does not name it.
  [[nodiscard]] const plugin::PluginInfo& named(plugin::Kind kind, const std::string& id) const;
};

/// "f.yaml:12:5": where the value that a trial has at `path` was written - in `code`, or as a value
/// of a parameter. The study's file when it was written nowhere (a default, the command line).
[[nodiscard]] std::string place_of(const study::Study& study, const study::Trial& trial,
                                   const std::string& path);

/// Resolves the trials of one study. References and data sections are looked up once each, whatever
/// the number of trials. The study and the catalogue must outlive it. One thread.
class Resolver {
 public:
  Resolver(const study::Study& study, const plugin::Catalog& catalog);

  /// Nothing when the trial names an unknown plugin, parameter or data set: see faults().
  [[nodiscard]] std::optional<ResolvedCode> resolve(const study::Trial& trial);

  /// Each fault met so far, once: "file:line:col: what" with plugins.md's texts.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

  /// Every plugin that the trials resolved so far name.
  [[nodiscard]] std::set<const plugin::PluginInfo*> plugins() const;

 private:
  struct Lookup {
    base::Value value;  ///< null when at fault
    const plugin::PluginInfo* plugin = nullptr;
  };
  const Lookup& plugin_at(plugin::Kind kind, const study::Trial& trial, const std::string& path,
                          const base::Value& reference);
  [[nodiscard]] base::Value schedule_at(const study::Trial& trial, const base::Value& given) const;
  const Lookup& data_of(const study::Trial& trial);
  const Lookup& remember(const std::string& key, const std::function<Lookup()>& look_up);

  const study::Study& study_;
  const plugin::Catalog& catalog_;
  std::unordered_map<std::string, Lookup> lookups_;  ///< by kind and reference as text
  std::vector<std::string> faults_;
};

/// What a run's identity holds of its plugins: "kind id" -> the digest of its file, "" for a core
/// plugin.
[[nodiscard]] std::map<std::string, std::string> plugin_identities(const ResolvedCode& resolved);

/// The resolved code as full path -> value, as runs keep it: a plugin is its name (without "core/")
/// beside its parameters, network.hidden the list of its units where nothing else is set.
[[nodiscard]] std::vector<std::pair<std::string, base::Value>> flatten(
    const ResolvedCode& resolved);

}  // namespace ice::code
