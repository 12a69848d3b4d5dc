#pragma once
// Resolves names of parameters. A user may write the full path into `code`
// ("optimizer.learning_rate") or only its last part ("learning_rate") where that is unique.
#include <map>
#include <optional>
#include <set>
#include <string>

#include "study/faults.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// What a name stands for: a full path or, when `path` is empty, why it stands for none.
struct NameResolution {
  std::optional<std::string> path;
  std::string found;  ///< "unknown parameter"
  std::string hint;   ///< "Did you mean 'learning_rate'?"
};

/// Whether the study says `code: elsewhere`: somebody else trains its cells.
[[nodiscard]] bool is_elsewhere(const Node& study);

/// The names of the parameters of one study. Immutable after construction: any number of threads
/// may use it. Borrows nothing.
class ParameterNames {
 public:
  /// Collects the names from the schema and from the keys that the study sets in `code` or varies.
  /// Keys that make no sense are ignored; other readers report them. Parameters of a study that is
  /// trained elsewhere may have any names.
  explicit ParameterNames(const Node& study);

  /// The full path of a name. A full path is returned unchanged: a key of the schema, or a plugin's
  /// parameter below the key that names the plugin ("optimizer.beta1"). A short name must be the
  /// last part of exactly one path that the study sets, or else of exactly one path in the schema.
  [[nodiscard]] NameResolution resolve(const std::string& name) const;

  /// The same for the key of a map's entry. Adds an error at the entry and returns nullopt when the
  /// name stands for nothing; `path` names the entry in the message.
  [[nodiscard]] std::optional<std::string> resolve(const Node::Entry& entry,
                                                   const std::string& path, Faults& faults) const;

 private:
  using ByLastPart = std::map<std::string, std::set<std::string>, std::less<>>;
  void add_paths_of(const Node& node, const std::string& path);
  [[nodiscard]] NameResolution unknown(const std::string& name) const;
  [[nodiscard]] std::string likely(const std::string& name) const;

  bool is_free_ = false;  // any name is a full path
  ByLastPart present_;    // in this study
  ByLastPart possible_;   // in any study
};

}  // namespace ice::study
