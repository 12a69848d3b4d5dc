#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "foreign/sweep.hpp"
#include "study/yaml.hpp"

namespace ice::foreign {
namespace {

using base::Value;
using study::Node;

std::string text_of(const Node& node) { return base::to_text(study::to_value(node)); }

bool is_whole(const Value& value) { return value.is_number_integer(); }

// W&B's words for what our parameters say otherwise.
Value definition_of(const Node& node, std::vector<std::string>& remarks, const std::string& name) {
  Value given = study::to_value(node);
  Value definition = Value::object();
  for (const char* key : {"values", "value", "min", "max", "mu", "sigma", "q"})
    if (given.contains(key)) definition[key] = given[key];
  if (given.contains("probabilities"))
    remarks.push_back(fmt::format("{}: probabilities: here values are equally likely", name));
  std::string distribution = given.value("distribution", "");
  if (distribution.empty() && definition.contains("min") && definition.contains("max") &&
      is_whole(definition["min"]) && is_whole(definition["max"]))
    distribution = "int_uniform";
  if (distribution == "constant" || distribution == "categorical") return definition;
  if (distribution == "log_uniform" || distribution == "q_log_uniform") {
    for (const char* end : {"min", "max"})  // exponents of e there
      if (definition.contains(end) && definition[end].is_number())
        definition[end] = std::exp(definition[end].get<double>());
  }
  if (!distribution.empty()) definition["distribution"] = distribution;
  return definition;
}

// Adds a parameter, or those below it: W&B nests them by `parameters`.
void add_parameter(const std::string& name, const Node& node, Sweep& sweep) {
  const Node* const below = node.find("parameters");
  if (below != nullptr && below->is_map) {
    for (const Node::Entry& entry : below->entries)
      add_parameter(name + "." + entry.key, entry.value, sweep);
    return;
  }
  if (!node.is_map)
    throw base::UserError(node.where(), fmt::format("parameters.{} is no map", name),
                          "For example {values: [1, 2]}");
  sweep.parameters.push_back({name, definition_of(node, sweep.without_counterpart, name)});
}

}  // namespace

Sweep read_wandb(std::string_view text, const std::string& file) {
  const Node root = study::parse_yaml(text, file);
  const Node* const parameters = root.find("parameters");
  if (parameters == nullptr || !parameters->is_map)
    throw base::UserError(file, "is no sweep of W&B: it has no map of parameters");
  Sweep sweep{.tool = "W&B", .method = "grid"};
  for (const Node::Entry& entry : root.entries) {
    const Node& value = entry.value;
    if (entry.key == "method") {
      sweep.method = text_of(value);
    } else if (entry.key == "name" || entry.key == "description") {
      if (sweep.title.empty()) sweep.title = text_of(value);
    } else if (entry.key == "metric" && value.is_map) {
      if (const Node* const name = value.find("name")) sweep.metric = text_of(*name);
      if (const Node* const goal = value.find("goal")) sweep.goal = text_of(*goal);
    } else if (entry.key == "run_cap" && value.scalar.is_number_integer() && value.scalar > 0) {
      sweep.cells = value.scalar.get<std::uint64_t>();
    } else if (entry.key != "parameters") {
      sweep.without_counterpart.push_back(fmt::format("{}: {}", entry.key, text_of(value)));
    }
  }
  for (const Node::Entry& entry : parameters->entries) add_parameter(entry.key, entry.value, sweep);
  return sweep;
}

}  // namespace ice::foreign
