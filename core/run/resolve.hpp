#pragma once
// Trial x catalogue -> resolved code: plugin references qualified, all of their parameters present.
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "plugin/catalog.hpp"
#include "spec/study.hpp"
#include "spec/trial.hpp"

namespace ice::run {

/// A plugin that a trial's code names, and where in the code.
struct PluginReference {
  std::string path;  ///< "network.activation", "network.hidden.0.activation"
  plugin::Kind kind = plugin::Kind::kActivation;
  const plugin::PluginInfo* plugin = nullptr;
};

/// The code of one trial with nothing left to guess.
struct ResolvedCode {
  base::Value code;
  std::vector<PluginReference> plugins;
};

/// "f.yaml:12:5": where the value that a trial has at `path` was written - in `code`, or as a value
/// of a parameter. The study's file when it was written nowhere (a default, the command line).
[[nodiscard]] std::string place_of(const spec::Study& study, const spec::Trial& trial,
                                   const std::string& path);

/// Resolves the trials of one study. References are looked up once each, whatever the number of
/// trials. The study and the catalogue must outlive it. One thread.
class Resolver {
 public:
  Resolver(const spec::Study& study, const plugin::Catalog& catalog);

  /// Throws UserError (file:line:col, plugins.md's texts) with every unknown plugin and parameter
  /// of this trial.
  [[nodiscard]] ResolvedCode resolve(const spec::Trial& trial);

 private:
  struct Lookup {
    plugin::Resolved resolved;
    std::string error;  ///< text of the refusal, or empty
  };
  const Lookup& look_up(plugin::Kind kind, const base::Value& reference, const std::string& where);

  const spec::Study& study_;
  const plugin::Catalog& catalog_;
  std::map<std::string, Lookup> lookups_;  ///< by kind and reference as text
};

/// The identities of a trial's plugins as run_key wants them: id -> "" for core, file digest else.
[[nodiscard]] std::map<std::string, std::string> plugin_identities(const ResolvedCode& resolved);

/// The resolved code as full path -> value, as runs keep it: a plugin reference is its name
/// (without "core/") beside its parameters, network.hidden a list of units where nothing else is
/// set.
[[nodiscard]] std::vector<std::pair<std::string, base::Value>> flatten(
    const ResolvedCode& resolved);

}  // namespace ice::run
