#include "plugin/info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace ice::plugin {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array<std::string_view, 4> kKindNames{"activation", "initializer", "loss",
                                                     "optimizer"};

// JSON has no infinity: a missing bound is written as null.
base::Value bound_value(double bound) {
  return std::isinf(bound) ? base::Value() : base::Value(bound);
}
double bound_from(const base::Value& value, double absent) {
  return value.is_null() ? absent : value.get<double>();
}

base::Value interval_value(const std::optional<Interval>& interval) {
  if (!interval) return {};
  return {{"low", bound_value(interval->low)},
          {"high", bound_value(interval->high)},
          {"low_open", interval->low_open},
          {"high_open", interval->high_open}};
}
std::optional<Interval> interval_from(const base::Value& v) {
  if (v.is_null()) return std::nullopt;
  return Interval{bound_from(v.at("low"), -kInfinity), bound_from(v.at("high"), kInfinity),
                  v.at("low_open"), v.at("high_open")};
}

base::Value to_value(const ParameterInfo& p) {
  return {{"name", p.name},
          {"doc", p.doc},
          {"unit", p.unit},
          {"type", static_cast<int>(p.type)},
          {"default", p.fallback},
          {"min", bound_value(p.min)},
          {"max", bound_value(p.max)},
          {"min_open", p.min_open},
          {"max_open", p.max_open},
          {"log_scale", p.log_scale},
          {"choices", p.choices}};
}

ParameterInfo parameter_from(const base::Value& v) {
  return {.name = v.at("name"),
          .doc = v.at("doc"),
          .unit = v.at("unit"),
          .type = static_cast<ParameterInfo::Type>(v.at("type").get<int>()),
          .fallback = v.at("default"),
          .min = bound_from(v.at("min"), -kInfinity),
          .max = bound_from(v.at("max"), kInfinity),
          .min_open = v.at("min_open"),
          .max_open = v.at("max_open"),
          .log_scale = v.at("log_scale"),
          .choices = v.at("choices")};
}

}  // namespace

std::string to_string(Kind kind) {
  return std::string(kKindNames.at(static_cast<std::size_t>(kind) - 1));
}

std::optional<Kind> kind_from(std::string_view text) {
  const auto* const found = std::find(kKindNames.begin(), kKindNames.end(), text);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<Kind>(found - kKindNames.begin() + 1);
}

std::string qualified(std::string_view id) {
  return id.find('/') == id.npos ? "core/" + std::string(id) : std::string(id);
}

std::string short_name(std::string_view id) { return std::string(id.substr(id.find('/') + 1)); }

std::string Interval::text() const {
  const bool has_low = !std::isinf(low), has_high = !std::isinf(high);
  if (has_low && has_high) {
    return fmt::format("{}{}, {}{}", low_open ? '(' : '[', base::format_number(low),
                       base::format_number(high), high_open ? ')' : ']');
  }
  if (has_low) return (low_open ? "> " : ">= ") + base::format_number(low);
  if (has_high) return (high_open ? "< " : "<= ") + base::format_number(high);
  return "any number";
}

std::string ParameterInfo::range_text() const {
  if (type == Type::kBoolean) return "true or false";
  if (type == Type::kChoice) return "one of " + base::join(choices, ", ");
  if (type == Type::kInteger && std::isinf(min) && std::isinf(max)) return "any integer";
  return Interval{min, max, min_open, max_open}.text();
}

bool ParameterInfo::allows(const base::Value& value) const {
  if (type == Type::kBoolean) return true;
  if (type == Type::kChoice) return std::count(choices.begin(), choices.end(), value) > 0;
  const auto x = value.get<double>();
  return (min_open ? x > min : x >= min) && (max_open ? x < max : x <= max);
}

bool has_trait(const PluginInfo& info, std::string_view trait) {
  return std::find(info.traits.begin(), info.traits.end(), trait) != info.traits.end();
}

base::Value to_value(const PluginInfo& info) {
  base::Value parameters = base::Value::array();
  for (const ParameterInfo& p : info.parameters) parameters.push_back(to_value(p));
  return {{"kind", to_string(info.kind)},
          {"id", info.id},
          {"doc", info.doc},
          {"version", info.version},
          {"licence", info.licence},
          {"parameters", parameters},
          {"traits", info.traits},
          {"float32", info.float32},
          {"outputs", interval_value(info.outputs)},
          {"fuses", info.fuses},
          {"slots", info.slots},
          {"file", info.file.string()},
          {"sha256", info.sha256},
          {"stamp", info.stamp},
          {"failed_tests", info.failed_tests},
          {"card", info.card}};
}

PluginInfo plugin_from(const base::Value& v) {
  PluginInfo info{.kind = kind_from(v.at("kind").get<std::string>()).value(),
                  .id = v.at("id"),
                  .doc = v.at("doc"),
                  .version = v.at("version"),
                  .licence = v.at("licence"),
                  .parameters = {},
                  .traits = v.at("traits"),
                  .float32 = v.at("float32"),
                  .outputs = interval_from(v.at("outputs")),
                  .fuses = v.at("fuses"),
                  .slots = v.at("slots"),
                  .file = v.at("file").get<std::string>(),
                  .sha256 = v.at("sha256"),
                  .stamp = v.at("stamp"),
                  .failed_tests = v.at("failed_tests"),
                  .card = v.at("card")};
  for (const base::Value& p : v.at("parameters")) info.parameters.push_back(parameter_from(p));
  return info;
}

}  // namespace ice::plugin
