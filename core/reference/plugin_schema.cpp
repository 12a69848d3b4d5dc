#include "reference/plugin_schema.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "reference/rule_schema.hpp"

namespace ice::reference {
namespace {

using base::Value;
using plugin::PluginInfo;

constexpr const char* kNamePattern = "^([a-z][a-z0-9_]*/)?[a-z][a-z0-9_]*$";

// The plugin's parameters, for maps that name it; no other keys are allowed then.
Value case_of(const std::vector<std::string>& names, const PluginInfo& plugin, const Value& host) {
  Value properties{{"name", true}};
  for (const auto& [name, schema] : host.items()) properties[name] = true;
  for (const plugin::ParameterInfo& parameter : plugin.parameters) {
    Value schema = rule_schema(parameter.rule);
    schema["description"] = parameter.doc;
    schema["default"] = parameter.fallback;
    properties[parameter.name] = std::move(schema);
  }
  return {{"if", {{"required", {"name"}}, {"properties", {{"name", {{"enum", names}}}}}}},
          {"then", {{"properties", properties}, {"additionalProperties", false}}}};
}

}  // namespace

plugin::Kind kind_of(const study::Key& key) {
  const auto kind = plugin::kind_from(base::last_part(key.path));
  return kind.value_or(plugin::Kind::kActivation);  // `output` names one, too
}

std::vector<std::string> names_of(const plugin::Catalog& catalog, const PluginInfo& plugin) {
  const std::string name = plugin::short_name(plugin.id);
  const auto same = std::ranges::count_if(catalog.plugins(), [&](const PluginInfo& other) {
    return other.kind == plugin.kind && plugin::short_name(other.id) == name;
  });
  if (same == 1 || plugin.id == plugin::qualified(name)) return {name, plugin.id};
  return {plugin.id};
}

Value plugin_schema(const plugin::Catalog& catalog, const study::Key& key, const Value& host) {
  std::vector<std::string> known;
  Value cases = Value::array();
  for (const PluginInfo& plugin : catalog.plugins()) {
    if (plugin.kind != kind_of(key)) continue;
    const std::vector<std::string> names = names_of(catalog, plugin);
    known.push_back(names.front());
    cases.push_back(case_of(names, plugin, host));
  }
  const Value other{{"type", "string"}, {"pattern", kNamePattern}};
  const Value name{{"anyOf", {{{"enum", known}}, other}}};
  Value map{{"type", "object"},
            {"properties", host},
            {"additionalProperties", {{"type", {"number", "string", "boolean"}}}}};
  map["properties"]["name"] = name;
  if (!cases.empty()) map["allOf"] = std::move(cases);
  if (key.fallback.empty()) map["required"] = Value::array({"name"});
  return {{"anyOf", {name, map}}};
}

}  // namespace ice::reference
