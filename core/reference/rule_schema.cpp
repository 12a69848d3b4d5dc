#include "reference/rule_schema.hpp"

namespace ice::reference {
namespace {

using base::Value;

Value number_schema(const char* type, const base::Interval& range) {
  Value schema{{"type", type}};
  if (range.has_low()) schema[range.low_open ? "exclusiveMinimum" : "minimum"] = range.low;
  if (range.has_high()) schema[range.high_open ? "exclusiveMaximum" : "maximum"] = range.high;
  return base::normalized(schema);
}

}  // namespace

Value rule_schema(const base::Rule& rule) {
  using enum base::Rule::Type;
  switch (rule.type) {
    case kReal:
      return number_schema("number", rule.range);
    case kWhole:
      return number_schema("integer", rule.range);
    case kFlag:
      return {{"type", "boolean"}};
    case kText:
      return {{"type", "string"}, {"minLength", 1}};
    case kChoice:
      return {{"enum", rule.choices}};
    case kShareOrCount:
      return {{"anyOf",
               {number_schema("number", {.low = 0, .high = 1, .high_open = true}),
                number_schema("integer", {.low = 2})}}};
    case kName:
      return {{"type", {"string", "number", "boolean", "null"}}};
    case kWeights: {
      const Value map{{"type", "object"},
                      {"additionalProperties", number_schema("number", rule.range)}};
      return {{"anyOf", {{{"enum", rule.choices}}, map}}};
    }
    case kNames: {
      const Value name{{"type", {"string", "number", "boolean", "null"}}};
      return {{"anyOf", {name, {{"type", "array"}, {"items", name}}}}};
    }
  }
  return true;
}

}  // namespace ice::reference
