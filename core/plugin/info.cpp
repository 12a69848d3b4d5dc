#include "plugin/info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace ice::plugin {
namespace {

using base::Interval;

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

base::Value to_value(const Interval& interval) {
  return {{"low", bound_value(interval.low)},
          {"high", bound_value(interval.high)},
          {"low_open", interval.low_open},
          {"high_open", interval.high_open}};
}
Interval interval_from(const base::Value& v) {
  return {bound_from(v.at("low"), -kInfinity), bound_from(v.at("high"), kInfinity),
          v.at("low_open"), v.at("high_open")};
}

base::Value to_value(const ParameterInfo& p) {
  return {{"name", p.name},
          {"doc", p.doc},
          {"unit", p.unit},
          {"type", static_cast<int>(p.rule.type)},
          {"range", to_value(p.rule.range)},
          {"choices", p.rule.choices},
          {"default", p.fallback},
          {"log_scale", p.log_scale}};
}

ParameterInfo parameter_from(const base::Value& v) {
  return {.name = v.at("name"),
          .doc = v.at("doc"),
          .unit = v.at("unit"),
          .rule = {.type = static_cast<base::Rule::Type>(v.at("type").get<int>()),
                   .range = interval_from(v.at("range")),
                   .choices = v.at("choices")},
          .fallback = v.at("default"),
          .log_scale = v.at("log_scale")};
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
          {"outputs", info.outputs ? to_value(*info.outputs) : base::Value()},
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
                  .outputs = {},
                  .fuses = v.at("fuses"),
                  .slots = v.at("slots"),
                  .file = v.at("file").get<std::string>(),
                  .sha256 = v.at("sha256"),
                  .stamp = v.at("stamp"),
                  .failed_tests = v.at("failed_tests"),
                  .card = v.at("card")};
  if (const base::Value& outputs = v.at("outputs"); !outputs.is_null())
    info.outputs = interval_from(outputs);
  for (const base::Value& p : v.at("parameters")) info.parameters.push_back(parameter_from(p));
  return info;
}

}  // namespace ice::plugin
