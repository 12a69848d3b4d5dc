#include "report/run_differences.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "report/left_out.hpp"

namespace ice::report {
namespace {

using Facts = std::map<std::string, store::Field>;

store::Field value_of(const Facts& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() ? store::Field() : found->second;
}

std::set<std::string> names_of(const Facts& a, const Facts& b) {
  std::set<std::string> names;
  for (const Facts* facts : {&a, &b})
    for (const auto& [name, value] : *facts) names.insert(name);
  return names;
}

Facts run_facts(const store::Run& run) {
  return {{"epochs", run.epochs}, {"seed", run.seed}, {"status", store::to_string(run.status)}};
}

Facts parameter_facts(const store::Run& run) { return {run.params.begin(), run.params.end()}; }

// Includes core plugins: whoever compares two runs looks for anything that may have changed.
Facts plugin_facts(const store::Run& run) {
  Facts facts;
  for (const store::PluginUse& use : run.plugins)
    facts[use.kind + " " + use.id] = use.version + " " + short_digest(use.sha256);
  return facts;
}

Facts data_facts(const store::Run& run) {
  return {{"digest", short_digest(run.identity.data_sha256)}};
}

Facts numerics_facts(const store::Run& run) { return {{"version", run.identity.numerics}}; }

Facts environment_facts(const store::Environment& e) {
  return {{"armadillo", e.armadillo},
          {"blas", e.blas},
          {"compiler", e.compiler},
          {"cpu", e.cpu},
          {"git commit", e.git_commit},
          {"git dirty", e.git_dirty},
          {"host", e.host},
          {"ice", e.ice_version},
          {"os", e.os}};
}

Facts metric_facts(const store::Run& run) {
  Facts facts;
  for (const store::Metric& metric : run.metrics) facts[metric.name] = metric.final;
  return facts;
}

void add_differences(store::Table& table, const char* kind, const Facts& a, const Facts& b) {
  for (const std::string& name : names_of(a, b)) {
    const store::Field of_a = value_of(a, name);
    const store::Field of_b = value_of(b, name);
    if (of_a != of_b) table.rows.push_back({kind, name, of_a, of_b, nullptr});
  }
}

void add_metrics(store::Table& table, const Facts& a, const Facts& b) {
  for (const std::string& name : names_of(a, b)) {
    const store::Field of_a = value_of(a, name);
    const store::Field of_b = value_of(b, name);
    const bool both = of_a.is_number() && of_b.is_number();
    table.rows.push_back({"metric", name, of_a, of_b,
                          both ? store::Field(of_b.get<double>() - of_a.get<double>()) : nullptr});
  }
}

}  // namespace

store::Table run_differences(const store::StoredRun& a, const store::StoredRun& b) {
  store::Table table{{"kind", "name", a.id, b.id, "difference"}, {}};
  add_differences(table, "run", run_facts(a.run), run_facts(b.run));
  add_differences(table, "parameter", parameter_facts(a.run), parameter_facts(b.run));
  add_differences(table, "plugin", plugin_facts(a.run), plugin_facts(b.run));
  add_differences(table, "data", data_facts(a.run), data_facts(b.run));
  add_differences(table, "numerics", numerics_facts(a.run), numerics_facts(b.run));
  add_differences(table, "environment", environment_facts(a.environment),
                  environment_facts(b.environment));
  add_metrics(table, metric_facts(a.run), metric_facts(b.run));
  return table;
}

}  // namespace ice::report
