#pragma once
// Names of parameters: full paths into `code`, or short ones where the last part is unique.
#include <map>
#include <optional>
#include <set>
#include <string>

#include "study/faults.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// What a name stands for: a full path, or why it stands for none.
struct NameResolution {
  std::optional<std::string> path;
  std::string found;  ///< "unknown parameter"
  std::string hint;   ///< "Did you mean 'learning_rate'?"
};

class ParameterNames {
 public:
  /// The names of one study: the keys of `code` in the schema and what the file sets there or
  /// varies. Borrows nothing.
  explicit ParameterNames(const Node& study);

  /// A full path is taken as it is: a key of the schema, or a parameter of a plugin below the key
  /// that names it ("optimizer.beta1"). A short name must be the last part of exactly one path that
  /// the study has, or else of one that it may have.
  [[nodiscard]] NameResolution resolve(const std::string& name) const;

  /// The same with the fault added at the entry whose key is the name.
  [[nodiscard]] std::optional<std::string> resolve(const Node::Entry& entry,
                                                   const std::string& path, Faults& faults) const;

 private:
  using ByLastPart = std::map<std::string, std::set<std::string>, std::less<>>;
  void add_paths_of(const Node& node, const std::string& path);
  [[nodiscard]] NameResolution unknown(const std::string& name) const;
  [[nodiscard]] std::string likely(const std::string& name) const;

  ByLastPart present_;   // in this study
  ByLastPart possible_;  // in any study
};

}  // namespace ice::study
