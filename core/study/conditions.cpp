#include "study/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "study/check.hpp"
#include "study/schema.hpp"

namespace ice::study {
namespace {

using base::Value;
using Op = Condition::Op;

struct OpName {
  Op op;
  std::string_view word;
  std::string_view sign;
};

constexpr std::array kOps{OpName{Op::kLt, "lt", "<"}, OpName{Op::kLe, "le", "<="},
                          OpName{Op::kGt, "gt", ">"}, OpName{Op::kGe, "ge", ">="},
                          OpName{Op::kEq, "eq", "="}, OpName{Op::kNe, "ne", "!="},
                          OpName{Op::kIn, "in", "in"}};

const OpName* find_op(std::string_view word) {
  const auto found = std::ranges::find(kOps, word, &OpName::word);
  return found == kOps.end() ? nullptr : &*found;
}

const OpName& name_of(Op op) { return *std::ranges::find(kOps, op, &OpName::op); }

// Whether the map is a set of operators; otherwise it is a plugin reference.
bool has_operators(const Node& node) { return node.is_map && node.find("name") == nullptr; }

bool same_plugin_name(const Value& a, const Value& b) {
  return a == b || "core/" + a.get<std::string>() == b || "core/" + b.get<std::string>() == a;
}

bool is_reference(const Value& value) { return value.is_object() && value.contains("name"); }

// Whether `value` names the same plugin as `wanted` and has all parameters that `wanted` sets.
bool reference_matches(const Value& value, const Value& wanted) {
  const Value& name = is_reference(value) ? value["name"] : value;
  if (!name.is_string()) return false;
  if (wanted.is_string()) return same_plugin_name(name, wanted);
  if (!is_reference(wanted)) return false;
  if (!same_plugin_name(name, wanted["name"])) return false;
  return std::ranges::all_of(wanted.items(), [&](const auto& item) {
    return item.key() == "name" ||
           (value.is_object() && value.contains(item.key()) && value[item.key()] == item.value());
  });
}

// Only plugin references are maps, and no other text begins with core/.
bool equals(const Value& value, const Value& wanted) {
  const bool may_be_plugin = value.is_string() || value.is_object();
  return may_be_plugin ? reference_matches(value, wanted) : value == wanted;
}

bool compares(Op op, double a, double b) {
  switch (op) {
    case Op::kLt:
      return a < b;
    case Op::kLe:
      return a <= b;
    case Op::kGt:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

bool is_ordering(Op op) { return op == Op::kLt || op == Op::kLe || op == Op::kGt || op == Op::kGe; }

std::optional<Value> check_parameter_value(const std::string& parameter, const Node& node,
                                           const std::string& path, Faults& faults) {
  if (const Key* key = find_code_key(parameter)) return check_value(*key, node, path, faults);
  return check_plugin_parameter(node, path, faults);
}

void ConditionReader::for_each_parameter(const Node& node, const std::string& path,
                                         const Use& use) const {
  if (!node.is_map || node.entries.empty()) {
    faults.add(node, path, "expected conditions on parameters, got " + describe(node),
               "For example {network.activation: relu}");
    return;
  }
  std::set<std::string> seen;
  for (const Node::Entry& entry : node.entries) {
    const auto parameter = names.resolve(entry, path + "." + entry.key, faults);
    if (!parameter) continue;
    if (!seen.insert(*parameter).second)
      faults.add(entry, path + "." + entry.key, "a second condition on " + *parameter);
    if (std::ranges::find(varied, *parameter) == varied.end())
      faults.add(entry, path + "." + *parameter, "is not varied in experiment.parameters",
                 varied.empty() ? "" : "Varied: " + base::join(varied, ", "));
    else
      use(*parameter, entry.value, path + "." + *parameter);
  }
}

std::vector<Condition> ConditionReader::conditions(const Node& node,
                                                   const std::string& path) const {
  std::vector<Condition> all;
  for (LocatedCondition& found : located(node, path)) all.push_back(std::move(found.condition));
  return all;
}

std::vector<LocatedCondition> ConditionReader::located(const Node& node,
                                                       const std::string& path) const {
  std::vector<LocatedCondition> all;
  for_each_parameter(
      node, path, [&](const std::string& parameter, const Node& wanted, const std::string& shown) {
        if (has_operators(wanted))
          add_operators(parameter, wanted, shown, all);
        else if (const auto value = operand(parameter, Op::kEq, wanted, shown))
          all.push_back({{parameter, Op::kEq, *value}, &wanted, shown});
      });
  return all;
}

std::map<std::string, Value> ConditionReader::equalities(const Node& node,
                                                         const std::string& path) const {
  std::map<std::string, Value> all;
  for_each_parameter(
      node, path, [&](const std::string& parameter, const Node& wanted, const std::string& shown) {
        if (const auto value = operand(parameter, Op::kEq, wanted, shown)) all[parameter] = *value;
      });
  return all;
}

void ConditionReader::add_operators(const std::string& parameter, const Node& node,
                                    const std::string& path,
                                    std::vector<LocatedCondition>& conditions) const {
  static const std::vector<std::string> kWords{"lt", "le", "gt", "ge", "eq", "ne", "in"};
  if (node.entries.empty()) faults.add(node, path, "no condition in the map");
  for (const Node::Entry& entry : node.entries) {
    const OpName* op = find_op(entry.key);
    if (op == nullptr) {
      faults.add(entry, path + "." + entry.key, "unknown operator",
                 "Known: " + base::join(kWords, ", "));
      continue;
    }
    const std::string shown = path + "." + entry.key;
    if (const auto value = operand(parameter, op->op, entry.value, shown))
      conditions.push_back({{parameter, op->op, *value}, &entry.value, shown});
  }
}

std::optional<Value> ConditionReader::operand(const std::string& parameter, Op op, const Node& node,
                                              const std::string& path) const {
  if (is_ordering(op)) {
    const bool is_number = node.is_scalar() && node.scalar.is_number();
    if (is_number) return check_plugin_parameter(node, path, faults);
    faults.add(node, path, "expected a number, got " + describe(node));
    return std::nullopt;
  }
  if (op != Op::kIn) return check_parameter_value(parameter, node, path, faults);
  if (!node.is_list || node.items.empty()) {
    faults.add(
        node, path,
        "expected a list of values, got " + (node.is_list ? "an empty one" : describe(node)));
    return std::nullopt;
  }
  const std::size_t before = faults.count();
  Value list = Value::array();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string item_path = fmt::format("{}[{}]", path, i);
    if (const auto value = check_parameter_value(parameter, node.items[i], item_path, faults))
      list.push_back(*value);
  }
  return faults.count() == before ? std::optional<Value>(list) : std::nullopt;
}

bool holds(const Condition& condition, const Value& value) {
  const auto is_equal = [&](const Value& wanted) { return equals(value, wanted); };
  if (value.is_null()) return condition.op == Op::kNe;
  if (condition.op == Op::kEq) return is_equal(condition.operand);
  if (condition.op == Op::kNe) return !is_equal(condition.operand);
  if (condition.op == Op::kIn) return std::ranges::any_of(condition.operand, is_equal);
  const auto number = base::as_number(value);
  return number && compares(condition.op, *number, condition.operand.get<double>());
}

std::string to_text(const std::vector<Condition>& conditions) {
  std::vector<std::string> parts;
  for (const Condition& condition : conditions)
    parts.push_back(fmt::format("{} {} {}", condition.parameter, name_of(condition.op).sign,
                                base::to_text(condition.operand)));
  return base::join(parts, " and ");
}

Node to_node(const std::vector<Condition>& conditions) {
  Node node;
  for (const Condition& condition : conditions)
    node[condition.parameter][name_of(condition.op).word] = to_node(condition.operand);
  return node;
}

}  // namespace ice::study
