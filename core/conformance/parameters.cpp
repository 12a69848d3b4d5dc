// Tests the parameters: the plugin works with each setting, each parameter has an effect, and the
// host refuses values that are not declared.
#include <cmath>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"
#include "plugin/catalog.hpp"

namespace ice::conformance {
namespace {

bool host_accepts(const plugin::PluginInfo& plugin, const std::string& name,
                  const base::Value& value) {
  try {
    (void)plugin::resolve_parameters(plugin, {{name, value}}, "");
    return true;
  } catch (const base::UserError&) {
    return false;
  }
}

void require_refused(const plugin::PluginInfo& plugin, const std::string& name,
                     const base::Value& value) {
  if (host_accepts(plugin, name, value))
    throw Failed(fmt::format("{} = {} is accepted", name, base::to_text(value)));
}

// The nearest value outside a bound.
base::Value beyond(const plugin::ParameterInfo& p, double bound, bool is_open, double direction) {
  if (p.rule.type == base::Rule::Type::kWhole)
    return static_cast<std::int64_t>(bound + (is_open ? 0 : direction));
  return is_open ? bound : std::nextafter(bound, direction * arma::datum::inf);
}

void require_bounds(const plugin::PluginInfo& plugin, const plugin::ParameterInfo& p) {
  require_refused(plugin, p.name, base::Value::array());
  const auto& [type, range, choices] = p.rule;
  if (type == base::Rule::Type::kChoice) require_refused(plugin, p.name, "no such choice");
  if (range.has_low()) require_refused(plugin, p.name, beyond(p, range.low, range.low_open, -1));
  if (range.has_high()) require_refused(plugin, p.name, beyond(p, range.high, range.high_open, 1));
}

std::vector<Memory<double>> results(const Subject& subject, const base::Value& parameters) {
  const Made plugin = subject.make(plugin::resolve_parameters(subject.plugin, parameters, ""));
  std::vector<Memory<double>> all;
  for (const Call<double>& call : calls<double>(subject, plugin, {.seed = subject.seed}))
    all.push_back(execute(call));
  return all;
}

bool same(const std::vector<Memory<double>>& a, const std::vector<Memory<double>>& b) {
  for (std::size_t k = 0; k < a.size(); ++k) {
    for (std::size_t out = 0; out < a[k].out.size(); ++out) {
      if (first_difference(a[k].out[out].content(), b[k].out[out].content())) return false;
    }
  }
  return true;
}

// Whether any other value of the parameter changes any result.
bool has_effect(const Subject& subject, const plugin::ParameterInfo& p,
                const std::vector<Memory<double>>& usual) {
  std::vector<base::Value> others = extremes(p);
  if (others.empty() && p.fallback.is_number()) others.push_back(p.fallback.get<double>() + 1);
  return std::any_of(others.begin(), others.end(), [&](const base::Value& value) {
    base::Value parameters = defaults(subject.plugin);
    parameters[p.name] = value;
    return !same(results(subject, parameters), usual);
  });
}

}  // namespace

Verdict parameters(const Subject& subject) {
  for (const base::Value& setting : settings(subject.plugin)) {
    try {
      (void)results(subject, setting);
    } catch (const base::PluginError& error) {
      const std::string text = setting_text(subject.plugin, setting);
      throw Failed(fmt::format("with {}: {}", text.empty() ? "its defaults" : text, error.what()));
    }
  }
  require_refused(subject.plugin, "no_such_parameter", 1);
  const std::vector<Memory<double>> usual = results(subject, defaults(subject.plugin));
  for (const plugin::ParameterInfo& p : subject.plugin.parameters) {
    require_bounds(subject.plugin, p);
    if (!has_effect(subject, p, usual))
      return {CheckOutcome::kWarned, fmt::format("{} changes nothing", p.name)};
  }
  return {};
}

}  // namespace ice::conformance
