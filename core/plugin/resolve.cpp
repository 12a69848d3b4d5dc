// Resolves a study's references to plugins: checks names, types and bounds of the parameters and
// fills in the defaults.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plugin/catalog.hpp"

namespace ice::plugin {
namespace {

std::string parameter_help(const ParameterInfo& p) {
  const std::string fallback = "default " + base::to_text(p.fallback);
  return p.doc.empty() ? fallback : p.doc + ", " + fallback;
}

std::string expected_type(const ParameterInfo& p) {
  switch (p.type) {
    case ParameterInfo::Type::kReal:
      return "a number";
    case ParameterInfo::Type::kInteger:
      return "an integer";
    case ParameterInfo::Type::kBoolean:
      return "true or false";
    case ParameterInfo::Type::kChoice:
      return p.range_text();
  }
  return "";
}

// The value converted to the parameter's type (2 to the real 2.0, 2.0 to the integer 2), or null
// when that is not possible.
base::Value converted(const ParameterInfo& p, const base::Value& value) {
  const std::optional<double> number = base::as_number(value);
  switch (p.type) {
    case ParameterInfo::Type::kReal:
      return number ? base::Value(*number) : base::Value();
    case ParameterInfo::Type::kInteger:
      if (!number || std::trunc(*number) != *number ||
          std::abs(*number) > base::kLargestExactInteger)
        return {};
      return static_cast<std::int64_t>(*number);
    case ParameterInfo::Type::kBoolean:
      return value.is_boolean() ? value : base::Value();
    case ParameterInfo::Type::kChoice:
      return value.is_string() ? value : base::Value();
  }
  return {};
}

base::Value checked(const ParameterInfo& p, const base::Value& value, const std::string& where) {
  base::Value out = converted(p, value);
  const std::string assignment = fmt::format("{} = {}", p.name, base::to_text(value));
  if (out.is_null()) {
    throw base::UserError(
        where, fmt::format("{} is not {} ({})", assignment, expected_type(p), parameter_help(p)));
  }
  if (!p.allows(out)) {
    const std::string range = p.range_text();
    const bool is_interval = range.front() == '[' || range.front() == '(';
    throw base::UserError(
        where, fmt::format("{} is {} {} ({})", assignment, is_interval ? "outside" : "not", range,
                           parameter_help(p)));
  }
  return out;
}

void refuse_unknown_parameters(const PluginInfo& plugin, const base::Value& given,
                               const std::string& where) {
  std::vector<std::string> known;
  for (const ParameterInfo& p : plugin.parameters) known.push_back(p.name);
  for (const auto& [name, value] : given.items()) {
    if (name == "name" || std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw base::UserError(where, fmt::format("unknown parameter '{}'", name),
                          known.empty() ? "It has none." : base::suggest(name, known));
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
