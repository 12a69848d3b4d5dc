// Resolves a study's references to plugins: checks names, types and bounds of the parameters and
// fills in the defaults.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plugin/catalog.hpp"

namespace ice::plugin {
namespace {

std::string parameter_help(const ParameterInfo& p) {
  const std::string fallback = "default " + base::to_text(p.fallback);
  return p.doc.empty() ? fallback : p.doc + ", " + fallback;
}

// The value in the parameter's type: 2 as the real 2.0, 2.0 as the integer 2.
base::Value converted(const base::Rule& rule, const base::Value& value) {
  if (rule.type == base::Rule::Type::kReal) return value.get<double>();
  if (rule.type == base::Rule::Type::kWhole) return static_cast<std::int64_t>(value.get<double>());
  return value;
}

base::Value checked(const ParameterInfo& p, const base::Value& value, const std::string& where) {
  if (p.rule.allows(value)) return converted(p.rule, value);
  std::string expected = "not " + p.rule.type_text();
  if (p.rule.has_type(value)) {
    const bool is_between = p.rule.range.has_low() && p.rule.range.has_high();
    expected = (is_between ? "outside " : "not ") + p.rule.range_text();
  }
  throw base::UserError(where, fmt::format("{} = {} is {} ({})", p.name, base::to_text(value),
                                           expected, parameter_help(p)));
}

void refuse_unknown_parameters(const PluginInfo& plugin, const base::Value& given,
                               const std::string& where) {
  std::vector<std::string> known;
  for (const ParameterInfo& p : plugin.parameters) known.push_back(p.name);
  // Keys of ice that stand beside an optimizer's own parameters in a study.
  std::vector<std::string> beside;
  if (plugin.kind == Kind::kOptimizer) beside = {"learning_rate", "schedule"};
  for (const auto& [name, value] : given.items()) {
    if (name == "name" || std::find(known.begin(), known.end(), name) != known.end()) continue;
    known.insert(known.end(), beside.begin(), beside.end());
    const std::string hint = known.empty()                     ? "It has none."
                             : name == "lr" && !beside.empty() ? "Did you mean 'learning_rate'?"
                                                               : base::suggest(name, known);
    if (name == "class_weight" && plugin.kind == Kind::kLoss)
      throw base::UserError(where, "class_weight belongs to the data",
                            "Write data.class_weight: balanced, or a map from classes to numbers");
    throw base::UserError(where, fmt::format("unknown parameter '{}'", name), hint);
  }
}

}  // namespace

base::Value resolve_parameters(const PluginInfo& plugin, const base::Value& given,
                               const std::string& where) {
  const std::string at = where.empty() ? plugin.id : where + ": " + plugin.id;
  refuse_unknown_parameters(plugin, given, at);
  base::Value parameters = base::Value::object();
  for (const ParameterInfo& p : plugin.parameters)
    parameters[p.name] = given.contains(p.name) ? checked(p, given[p.name], at) : p.fallback;
  return parameters;
}

Resolved Catalog::resolve(Kind kind, const base::Value& reference, const std::string& where) const {
  const base::Value named = reference.is_string() ? base::Value{{"name", reference}} : reference;
  if (!named.is_object() || !named.contains("name") || !named["name"].is_string()) {
    throw base::UserError(where,
                          fmt::format("{} is no {}", base::to_text(reference), to_string(kind)),
                          "Write its name, or {name: NAME, PARAMETER: VALUE}.");
  }
  const PluginInfo& plugin = find(kind, named["name"], where);
  return {&plugin, resolve_parameters(plugin, named, where)};
}

}  // namespace ice::plugin
