#pragma once
// Reads and evaluates conditions on varied parameters: `when`, `exclude`, and the two sides of a
// claim. Free functions without `faults` are pure: any thread may call them.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// A condition with the location of its operand, for later checks. `node` points into the tree that
/// was read, which must outlive it.
struct LocatedCondition {
  Condition condition;
  const Node* node = nullptr;
  std::string path;
};

/// Reads conditions of one study. Errors are added to `faults`; what is correct is returned all the
/// same. `path` names the node in messages ("experiment.exclude[0]"). Borrows all its members.
struct ConditionReader {
  const ParameterNames& names;
  const std::vector<std::string>& varied;  ///< the full paths in experiment.parameters
  Faults& faults;

  /// Reads `{network.activation: relu, optimizer.learning_rate: {gt: 0.5}}`. Several operators on
  /// one parameter give several conditions.
  [[nodiscard]] std::vector<Condition> conditions(const Node& node, const std::string& path) const;

  /// The same conditions with their locations.
  [[nodiscard]] std::vector<LocatedCondition> located(const Node& node,
                                                      const std::string& path) const;

  /// Reads a map without operators, as the sides of a claim are written: full path -> value.
  [[nodiscard]] std::map<std::string, base::Value> equalities(const Node& node,
                                                              const std::string& path) const;

 private:
  using Use = std::function<void(const std::string&, const Node&, const std::string&)>;
  void for_each_parameter(const Node& node, const std::string& path, const Use& use) const;
  void add_operators(const std::string& parameter, const Node& node, const std::string& path,
                     std::vector<LocatedCondition>& conditions) const;
  [[nodiscard]] std::optional<base::Value> operand(const std::string& parameter, Condition::Op op,
                                                   const Node& node, const std::string& path) const;
};

/// Checks a value of the parameter with this full path: by its key in the schema (check_value), or
/// as a plugin's own parameter. Returns its short form (forms.hpp); nullopt after an error.
[[nodiscard]] std::optional<base::Value> check_parameter_value(const std::string& parameter,
                                                               const Node& node,
                                                               const std::string& path,
                                                               Faults& faults);

/// Whether a condition holds for the value of its parameter, given in short form. A null value
/// means that the parameter does not exist in the cell; then only `ne` holds. A plugin reference
/// matches a value that names the same plugin and sets at least the same parameters.
[[nodiscard]] bool holds(const Condition& condition, const base::Value& value);

/// Whether the operator is one of lt, le, gt, ge.
[[nodiscard]] bool is_ordering(Condition::Op op);

/// The conditions as text: "network.activation = relu and optimizer.learning_rate > 0.5".
[[nodiscard]] std::string to_text(const std::vector<Condition>& conditions);

/// The conditions as a node of a study: {path: {gt: 0.5}}.
[[nodiscard]] Node to_node(const std::vector<Condition>& conditions);

}  // namespace ice::study
