#include "reference/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "data/section.hpp"
#include "reference/examples.hpp"
#include "reference/plugin_schema.hpp"
#include "reference/rule_schema.hpp"
#include "study/expected.hpp"
#include "study/schema.hpp"
#include "study/yaml.hpp"

namespace ice::reference {
namespace {

using base::Value;
using study::Key;
using study::Type;

Value reference_to(const std::string& definition) {
  return {{"$ref", "#/definitions/" + definition}};
}

Value list_of(const Value& items, std::uint64_t least = 0) {
  Value list{{"type", "array"}, {"items", items}};
  if (least > 0) list["minItems"] = least;
  return list;
}

Value map_of(const Value& values) {
  return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", values}};
}

Value with_pattern(const std::string& pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

Value yaml(const std::string& text) { return study::to_value(study::parse_yaml(text, "schema")); }

// A study without a key that it needs: it may vary it, or include a file that has it.
Value needs(const std::string& parameter) {
  const std::string path = "code." + parameter;
  Value section = {{"required", {base::last_part(path)}}};
  for (auto above = base::split_last(path).first; !above.empty();
       above = base::split_last(above).first)
    section = {{"required", {base::last_part(above)}},
               {"properties", {{base::last_part(above), section}}}};
  const Value varied{
      {"anyOf", {{{"required", {parameter}}}, {{"required", {base::last_part(parameter)}}}}}};
  const Value in_experiment{{"required", {"parameters"}}, {"properties", {{"parameters", varied}}}};
  return {{"anyOf",
           {section,
            {{"required", {"experiment"}}, {"properties", {{"experiment", in_experiment}}}},
            {{"required", {"include"}}}}}};
}

class SchemaMaker {
 public:
  explicit SchemaMaker(const plugin::Catalog& catalog) : catalog_(catalog) {}

  Value make() {
    Value schema = section("");
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "A study of ice";
    schema["type"] = "object";
    const Value is_elsewhere{{"const", "elsewhere"}};
    schema["properties"]["code"] = any_of({is_elsewhere, schema["properties"]["code"]});
    schema["if"] = inside({"code"}, is_elsewhere);
    schema["then"] = true;
    schema["else"] = {{"allOf", needed_}};
    schema["definitions"] = std::move(definitions_);
    return schema;
  }

 private:
  // A map with the keys below a path; nothing between the braces is a map without keys.
  Value section(const std::string& path) {
    Value properties = Value::object();
    Value required = Value::array();
    for (const std::string& name : study::names_below(path)) {
      const std::string below = study::join_path(path, name);
      const Key* const key = study::find_key(below);
      properties[name] = key == nullptr ? section(below) : of_key(*key);
      if (key == nullptr || !key->is_required) continue;
      if (path.starts_with("code"))
        needed_.push_back(needs(below.substr(std::string_view("code.").size())));
      else
        required.push_back(name);
    }
    Value map{{"type", {"object", "null"}},
              {"properties", std::move(properties)},
              {"additionalProperties", false}};
    if (!required.empty()) map["required"] = std::move(required);
    if (path == "code.data") map["allOf"] = data_sets();
    return map;
  }

  // Keys of code stand in the definitions: experiment.parameters has their values too.
  Value of_key(const Key& key) {
    if (!key.path.starts_with("code.")) return described(key);
    if (!definitions_.contains(key.path)) {
      Value made = described(key);
      definitions_[key.path] = std::move(made);
    }
    return reference_to(key.path);
  }

  Value described(const Key& key) {
    Value schema = of_type(key);
    if (!schema.is_object()) return schema;
    schema["description"] = key.help;
    if (!key.fallback.empty()) schema["default"] = yaml(key.fallback);
    if (const std::string example = example_of(key); !example.empty())
      schema["examples"] = Value::array({yaml(example)});
    return schema;
  }

  Value of_type(const Key& key) {
    switch (key.type) {
      case Type::kFlag:
      case Type::kWhole:
      case Type::kReal:
        return rule_schema(study::rule_of(key));
      case Type::kText:
        return {{"type", "string"}};
      case Type::kTexts:
        return any_of({{{"type", "string"}}, list_of({{"type", "string"}})});
      case Type::kChoice:
        return words(key);
      case Type::kStudyName:
        return with_pattern("^-*[a-z0-9][a-z0-9-]*$");
      case Type::kMetric:
        return with_pattern("^(train|dev|test)\\.[a-z][a-z0-9_]*$");
      case Type::kPlugin:
        return plugin_schema(catalog_, key, properties_below(key.path));
      case Type::kSettings:
        return settings(key);
      case Type::kLayers:
        return list_of(any_of({of_item("layer.units"), section("layer")}));
      case Type::kRates:
        return any_of(
            {rule_schema(study::rule_of(key)), list_of(rule_schema(study::rule_of(key)))});
      case Type::kBatchSize:
        return any_of({{{"const", "full"}}, rule_schema(study::rule_of(key))});
      case Type::kBytes:
        return any_of({{{"type", "integer"}, {"minimum", 0}},
                       with_pattern("^ *[0-9.]+(e\\+?[0-9]+)? *([kKMGT]i?)?B? *$")});
      case Type::kNames:
        return names();
      case Type::kWeights:
        return any_of({{{"type", "string"}}, map_of({{"type", "number"}})});
      case Type::kOwn:
        break;
    }
    return of_own(key.path);
  }

  static Value names() {
    const Value name{{"type", {"string", "number", "boolean", "null"}}};
    return any_of({name, list_of(name)});
  }

  static Value any_of(const std::vector<Value>& schemas) { return {{"anyOf", schemas}}; }

  Value of_item(const std::string& path) { return described(*study::find_key(path)); }

  static Value words(const Key& key) {
    std::vector<std::string> all = key.choices;
    for (const auto& [other, word] : key.aliases) all.push_back(other);
    return {{"enum", all}};
  }

  Value properties_below(const std::string& path) {
    Value properties = Value::object();
    for (const std::string& name : study::names_below(path))
      properties[name] = of_key(*study::find_key(study::join_path(path, name)));
    return properties;
  }

  Value settings(const Key& key) {
    Value map = section(key.path);
    map["type"] = "object";
    const Key* const name = study::find_key(key.path + ".name");
    return name == nullptr ? map : any_of({of_key(*name), map, {{"type", "null"}}});
  }

  // What functions of their own read: here is only the form. `true` allows everything.
  Value of_own(const std::string& path) {
    Value any = true;
    Value text{{"type", "string"}};
    if (path == "include") return text;
    if (path == "plugins") return {{"type", "object"}, {"additionalProperties", text}};
    if (path == "idea.claims") return list_of(claim());
    if (path == "claim.better" || path == "claim.than" || path == "parameter.when")
      return map_of(any);
    if (path == "parameter.values") return list_of(any, 1);
    if (path == "experiment.seeds")
      return any_of({list_of(of_item("seeds.root"), 1), section("seeds")});
    if (path == "experiment.parameters") return parameters();
    if (path == "experiment.zip") return list_of(list_of(text, 2));
    if (path == "experiment.exclude") return list_of(map_of(any));
    if (path == "experiment.start_with") return list_of(map_of(any));
    return any;
  }

  Value claim() {
    Value map = section("claim");
    map["type"] = "object";
    for (const char* side : {"better", "than"}) map["required"].push_back(side);
    return map;
  }

  // Parameters of ice have the values of their keys; those of plugins and short names any.
  Value parameters() {
    Value item = section("parameter");
    item["type"] = "object";
    item["properties"]["parameters"] = map_of(reference_to("parameter"));  // as W&B nests them
    definitions_["parameter"] = std::move(item);
    Value properties = Value::object();
    for (const Key& key : study::all_keys()) {
      if (!key.path.starts_with("code.")) continue;
      const Value value = of_key(key);
      const Value typed{{"properties", {{"values", list_of(value)}, {"value", value}}}};
      properties[key.path.substr(std::string_view("code.").size())] = {
          {"allOf", {reference_to("parameter"), typed}}};
    }
    return {{"type", {"object", "null"}},
            {"properties", std::move(properties)},
            {"additionalProperties", reference_to("parameter")}};
  }

  // Each data set takes its own keys.
  Value data_sets() {
    Value cases = Value::array();
    std::vector<std::string> names;
    for (const data::Source& source : data::sources()) {
      names.push_back(source.name);
      cases.push_back(data_set(source));
    }
    definitions_["code.data.name"] = {{"enum", names}, {"description", "the data set"}};
    return cases;
  }

  Value data_set(const data::Source& source) {
    Value properties{{"name", true}, {"split", split()}};
    const Value is_it{{"required", {"name"}}, {"properties", {{"name", {{"const", source.name}}}}}};
    for (const data::Key& key : data::keys_of(source)) {
      properties[key.name] = rule_schema(key.rule);
      if (key.required)
        needed_.push_back(if_then(inside({"code", "data"}, is_it), needs("data." + key.name)));
    }
    return if_then(is_it, {{"properties", properties}, {"additionalProperties", false}});
  }

  static Value if_then(const Value& condition, const Value& consequence) {
    return {{"if", condition}, {"then", consequence}};
  }

  // The schema of a map in which the maps on the way are required.
  static Value inside(const std::vector<std::string>& path, Value schema) {
    for (auto name = path.rbegin(); name != path.rend(); ++name)
      schema = {{"required", {*name}}, {"properties", {{*name, schema}}}};
    return schema;
  }

  static Value split() {
    Value properties = Value::object();
    for (const data::Key& key : data::split_keys()) properties[key.name] = rule_schema(key.rule);
    return {{"properties", properties}};
  }

  const plugin::Catalog& catalog_;
  Value definitions_ = Value::object();
  Value needed_ = Value::array();
};

}  // namespace

Value json_schema(const plugin::Catalog& catalog) { return SchemaMaker(catalog).make(); }

}  // namespace ice::reference
