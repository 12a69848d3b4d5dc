#include "conformance/plugin_under_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "base/text.hpp"

namespace ice::conformance {
namespace {

// Distance of the tested value from an open bound, as a share of the distance to the default.
// Nearer values (1e-300) would be rounded to the bound in float.
constexpr double kInside = 1e-3;

base::Value at_bound(const plugin::ParameterInfo& p, double bound, bool is_open) {
  if (p.rule.type == base::Rule::Type::kWhole) {
    const auto whole = static_cast<std::int64_t>(bound);
    if (!is_open) return whole;
    return whole + (p.fallback.get<double>() > bound ? 1 : -1);
  }
  return is_open ? bound + (p.fallback.get<double>() - bound) * kInside : bound;
}

std::optional<plugin::Recipe> optional_recipe(const base::Value& value) {
  if (value.is_null()) return std::nullopt;
  return plugin::recipe_from(value);
}

base::Value optional_value(const std::optional<plugin::Recipe>& recipe) {
  return recipe ? to_value(*recipe) : base::Value();
}

}  // namespace

bool Subject::promises(const std::string& trait) const { return plugin::has_trait(plugin, trait); }

Made Subject::make(const base::Value& parameters) const {
  return plugin::create(plugin::recipe({&plugin, parameters}));
}

Made Subject::make_if_possible(const base::Value& parameters) const {
  try {
    return make(parameters);
  } catch (const base::PluginError&) {
    return nullptr;
  }
}

std::uint64_t Subject::seed_of(int round) const {
  return base::derive_seed(seed, static_cast<std::uint64_t>(round));
}

int Subject::rounds() const {
  switch (level) {
    case CheckLevel::kQuick:
      return 1;
    case CheckLevel::kStandard:
      return 3;
    case CheckLevel::kStrict:
      return 20;
  }
  return 1;
}

base::Value to_value(const Subject& subject) {
  return {{"plugin", to_value(subject.plugin)},
          {"level", to_string(subject.level)},
          {"seed", subject.seed},
          {"fused", optional_value(subject.fused)},
          {"builtin", optional_value(subject.builtin)}};
}

Subject subject_from(const base::Value& value) {
  return {.plugin = plugin::plugin_from(value.at("plugin")),
          .level = plugin::check_level_from(value.at("level").get<std::string>()).value(),
          .seed = value.at("seed"),
          .fused = optional_recipe(value.at("fused")),
          .builtin = optional_recipe(value.at("builtin"))};
}

base::Value defaults(const plugin::PluginInfo& plugin) {
  base::Value parameters = base::Value::object();
  for (const plugin::ParameterInfo& p : plugin.parameters) parameters[p.name] = p.fallback;
  return parameters;
}

std::vector<base::Value> extremes(const plugin::ParameterInfo& p) {
  std::vector<base::Value> values;
  const auto& [type, range, choices] = p.rule;
  if (type == base::Rule::Type::kFlag) {
    values = {true, false};
  } else if (type == base::Rule::Type::kChoice) {
    values.assign(choices.begin(), choices.end());
  } else {
    if (range.has_low()) values.push_back(at_bound(p, range.low, range.low_open));
    if (range.has_high()) values.push_back(at_bound(p, range.high, range.high_open));
  }
  std::erase(values, p.fallback);
  return values;
}

std::vector<base::Value> settings(const plugin::PluginInfo& plugin) {
  std::vector<base::Value> all{defaults(plugin)};
  for (const plugin::ParameterInfo& p : plugin.parameters) {
    for (const base::Value& value : extremes(p)) {
      all.push_back(all.front());
      all.back()[p.name] = value;
    }
  }
  return all;
}

std::string setting_text(const plugin::PluginInfo& plugin, const base::Value& parameters) {
  std::vector<std::string> parts;
  for (const plugin::ParameterInfo& p : plugin.parameters) {
    const base::Value& value = parameters.at(p.name);
    if (value != p.fallback) parts.push_back(fmt::format("{} = {}", p.name, base::to_text(value)));
  }
  return base::join(parts, ", ");
}

}  // namespace ice::conformance
