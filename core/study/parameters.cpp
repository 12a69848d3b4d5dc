#include "study/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>

#include "study/check.hpp"
#include "study/conditions.hpp"
#include "study/distribution.hpp"
#include "study/schema.hpp"
#include "study/section.hpp"

namespace ice::study {
namespace {

using base::Value;

constexpr std::size_t kMaxParameters = 200;
constexpr const char* kExample =
    "For example {values: [0.1, 0.3]} or {min: 0.1, max: 1, points: 3}";

// Reads one item of experiment.parameters.
class ItemReader {
 public:
  ItemReader(ReadParameter& read, Method method, Faults& faults)
      : read_(read), method_(method), faults_(faults) {}

  void run() {
    const std::size_t before = faults_.count();
    if (read_.node->is_map)
      read_item();
    else
      fault("expected a map, got " + describe(*read_.node), kExample);
    read_.is_sound = faults_.count() == before;
  }

 private:
  void fault(const std::string& found, const std::string& hint = "") {
    faults_.add(*read_.node, read_.path(), found, hint);
  }

  void read_item() {
    const std::size_t before = faults_.count();
    const Node* values = read_.node->find("values");
    item_ = read_section("parameter", read_.path(), *read_.node, faults_);
    if (faults_.count() > before) {
      if (values != nullptr) read_values(*values);
      return;
    }
    const Node* value = read_.node->find("value");
    const bool is_range = item_.contains("min") || item_.contains("max") || item_.contains("mu") ||
                          item_.contains("sigma") || is_normal();
    const int ways = (values != nullptr) + (value != nullptr) + (is_range ? 1 : 0);
    if (ways == 0) return fault("has no values", kExample);
    if (ways > 1) return fault("give one of values:, value: and a range");
    if (is_range) return read_range();
    if (item_.contains("points") || item_.contains("step") || item_.contains("q"))
      return fault("points: and step: belong to a range with min: and max:");
    if (item_.value("distribution", "categorical") != "categorical")
      return fault(item_["distribution"].get<std::string>() + " needs a range, not a list");
    if (values != nullptr)
      read_values(*values);
    else
      add_value(*value, read_.path() + ".value");
  }

  [[nodiscard]] bool is_normal() const {
    const std::string name = item_.value("distribution", "");
    return name == "normal" || name == "log_normal";
  }

  void read_values(const Node& values) {
    const std::string path = read_.path() + ".values";
    if (!values.is_list || values.items.empty())
      return faults_.add(
          values, path,
          "expected a list of values, got " + (values.is_list ? "an empty one" : describe(values)));
    for (std::size_t i = 0; i < values.items.size(); ++i)
      add_value(values.items[i], fmt::format("{}[{}]", path, i));
  }

  void add_value(const Node& node, const std::string& path) {
    const auto value = check_parameter_value(read_.parameter.name, node, path, faults_);
    if (!value) return;
    if (!seen_.insert(value->dump()).second)
      faults_.add(node, path, fmt::format("{} is there twice", base::to_text(*value)));
    read_.parameter.values.push_back(*value);
  }

  void read_range() {
    Parameter& range = read_.parameter;
    range.distribution = distribution_from(item_.value("distribution", natural_distribution()));
    if (range.distribution == Distribution::kCategorical) return fault("categorical needs values:");
    if (item_.contains("step") && item_.contains("q")) return fault("step: and q: are the same");
    if (is_normal() ? has_any({"min", "max"}, "mu: and sigma:")
                    : has_any({"mu", "sigma"}, "min: and max:"))
      return;
    if (!is_normal() && !(item_.contains("min") && item_.contains("max")))
      return fault("a range needs min: and max:");
    range.min = item_.value("min", range.min);
    range.max = item_.value("max", range.max);
    range.mu = item_.value("mu", range.mu);
    range.sigma = item_.value("sigma", range.sigma);
    range.points = item_.value("points", range.points);
    range.quantum = item_.value("step", item_.value("q", range.quantum));
    if (const auto found = range_fault(range, method_))
      fault(*found);
    else
      check_fit();
  }

  // Whether the item has one of these keys, which its distribution does not take; adds the error.
  bool has_any(std::initializer_list<const char*> keys, const std::string& needed) {
    const bool has =
        std::ranges::any_of(keys, [&](const char* key) { return item_.contains(key); });
    if (has) fault(to_string(read_.parameter.distribution) + " takes " + needed);
    return has;
  }

  [[nodiscard]] bool is_whole() const {
    const Key* key = find_code_key(read_.parameter.name);
    return key != nullptr && (key->type == Type::kWhole || key->type == Type::kBatchSize ||
                              key->type == Type::kNames);
  }

  [[nodiscard]] std::string natural_distribution() const {
    return is_whole() ? "int_uniform" : "uniform";
  }

  // Checks by its ends that every draw from the range is a valid value of the parameter. Grid
  // values are checked one by one when they are spread.
  void check_fit() {
    const Key* key = find_code_key(read_.parameter.name);
    if (key == nullptr || method_ == Method::kGrid) return;
    const bool is_number = is_whole() || key->type == Type::kReal || key->type == Type::kRates;
    if (!is_number) return fault("has no range: it is not a number", "List its values");
    const Parameter& range = read_.parameter;
    const bool draws_whole = range.distribution == Distribution::kIntUniform ||
                             (range.quantum > 0 && range.quantum == std::trunc(range.quantum) &&
                              range.min == std::trunc(range.min));
    if (is_whole() && !draws_whole)
      return fault("is a whole number", "Use distribution: int_uniform, or step: 1");
    const double low = range.distribution == Distribution::kLogNormal ? 0 : range.min;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const double least = range.distribution == Distribution::kNormal ? -kInfinity : low;
    const double most = is_normal() ? kInfinity : range.max;
    if (!key->range.contains(least) || !key->range.contains(most))
      fault(fmt::format("{} draws numbers that are not {}", to_string(range.distribution),
                        key->range.phrase()));
  }

  ReadParameter& read_;
  const Method method_;
  Faults& faults_;
  Value item_;
  std::set<std::string> seen_;  // values listed so far
};

// Whether `from` depends on `target` through conditions.
bool depends(const std::vector<ReadParameter>& parameters, const std::string& from,
             const std::string& target, std::set<std::string>& visited) {
  const auto found = std::ranges::find(
      parameters, from, [](const ReadParameter& read) { return read.parameter.name; });
  return std::ranges::any_of(found->parameter.when, [&](const Condition& condition) {
    if (condition.parameter == target) return true;
    return visited.insert(condition.parameter).second &&
           depends(parameters, condition.parameter, target, visited);
  });
}

}  // namespace

std::uint64_t ReadParameter::size() const {
  return parameter.values.empty() ? grid_size(parameter) : parameter.values.size();
}

std::vector<ReadParameter> read_parameters(const Node& node, const ParameterNames& names,
                                           Method method, Faults& faults) {
  const std::string path = "experiment.parameters";
  std::vector<ReadParameter> all;
  if (!node.is_map && !node.is_null())
    faults.add(node, path, "expected a map of parameters, got " + describe(node));
  if (node.entries.size() > kMaxParameters) {
    faults.add(node, path, fmt::format("more than {} parameters", kMaxParameters));
    return all;
  }
  std::set<std::string> seen;
  for (const Node::Entry& entry : node.entries) {
    const auto name = names.resolve(entry, path + "." + entry.key, faults);
    if (!name) continue;
    if (!seen.insert(*name).second)
      faults.add(entry, path + "." + entry.key, "varies " + *name + " a second time");
    ReadParameter& read = all.emplace_back();
    read.parameter.name = *name;
    read.node = &entry.value;
    ItemReader(read, method, faults).run();
  }
  return all;
}

void read_when(std::vector<ReadParameter>& parameters, const ParameterNames& names,
               Faults& faults) {
  const std::vector<std::string> varied = names_of(parameters);
  const ConditionReader reader{names, varied, faults};
  for (ReadParameter& read : parameters) {
    const Node* when = read.node->find("when");
    if (when != nullptr) read.parameter.when = reader.conditions(*when, read.path() + ".when");
  }
  for (const ReadParameter& read : parameters) {
    std::set<std::string> visited;
    if (depends(parameters, read.parameter.name, read.parameter.name, visited))
      return faults.add(*read.node->find("when"), read.path() + ".when",
                        "the parameter depends on itself");
  }
}

void spread_ranges(std::vector<ReadParameter>& parameters, Faults& faults) {
  for (ReadParameter& read : parameters) {
    Parameter& parameter = read.parameter;
    if (parameter.distribution == Distribution::kCategorical) continue;
    parameter.values = spread(parameter);
    const auto close = std::ranges::adjacent_find(parameter.values, std::greater_equal<Value>());
    if (close != parameter.values.end())
      faults.add(*read.node, read.path(), "its values are too close to tell them apart");
    Node node = to_node(nullptr, read.node->file);
    node.mark = read.node->mark;
    for (Value& value : parameter.values) {
      node.scalar = value;
      if (!check_parameter_value(parameter.name, node, read.path(), faults)) break;
    }
  }
}

std::vector<std::string> names_of(const std::vector<ReadParameter>& parameters) {
  std::vector<std::string> names;
  for (const ReadParameter& read : parameters) names.push_back(read.parameter.name);
  return names;
}

}  // namespace ice::study
