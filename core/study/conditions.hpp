#pragma once
// Conditions over varied parameters: `when`, `exclude`, and the sides of a claim.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "study/faults.hpp"
#include "study/names.hpp"
#include "study/study.hpp"

namespace ice::study {

/// A condition with its operand's place and path, for later checks. Borrows the node.
struct PlacedCondition {
  Condition condition;
  const Node* node = nullptr;
  std::string path;
};

/// What readers of conditions need to know of the study.
struct ConditionReader {
  const ParameterNames& names;
  const std::vector<std::string>& varied;  ///< full paths of experiment.parameters
  Faults& faults;

  /// `{network.activation: relu, optimizer.learning_rate: {gt: 0.5}}`; several operators on one
  /// parameter are several conditions. Faults are added, what is sound is returned.
  [[nodiscard]] std::vector<Condition> conditions(const Node& node, const std::string& path) const;

  /// The same with their places.
  [[nodiscard]] std::vector<PlacedCondition> placed(const Node& node,
                                                    const std::string& path) const;

  /// The same without operators: full path -> value.
  [[nodiscard]] std::map<std::string, base::Value> equalities(const Node& node,
                                                              const std::string& path) const;

 private:
  using Use = std::function<void(const std::string&, const Node&, const std::string&)>;
  void for_each_parameter(const Node& node, const std::string& path, const Use& use) const;
  void add_operators(const std::string& parameter, const Node& node, const std::string& path,
                     std::vector<PlacedCondition>& conditions) const;
  [[nodiscard]] std::optional<base::Value> operand(const std::string& parameter, Condition::Op op,
                                                   const Node& node, const std::string& path) const;
};

/// A value of a parameter as `experiment.parameters` holds it, checked by the schema, or as a
/// plugin's own; nothing after a fault was added.
[[nodiscard]] std::optional<base::Value> check_parameter_value(const std::string& parameter,
                                                               const Node& node,
                                                               const std::string& path,
                                                               Faults& faults);

/// Whether a condition holds for its parameter's value in short form; null: the parameter does not
/// exist, which fulfils none but `ne`. A plugin reference equals one that sets more parameters.
[[nodiscard]] bool holds(const Condition& condition, const base::Value& value);

/// Whether the operator is one of lt, le, gt, ge.
[[nodiscard]] bool is_ordering(Condition::Op op);

/// "network.activation = relu and optimizer.learning_rate > 0.5"
[[nodiscard]] std::string to_text(const std::vector<Condition>& conditions);

/// The conditions as a study writes them: {path: {gt: 0.5}}.
[[nodiscard]] Node to_node(const std::vector<Condition>& conditions);

}  // namespace ice::study
