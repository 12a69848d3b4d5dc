#pragma once
// Running checks from tests.
#include <set>
#include <string>
#include <vector>

#include "conformance/check.hpp"
#include "plugin/catalog.hpp"

namespace ice::conformance::test {

inline std::vector<CheckResult> results_of(const plugin::PluginInfo& plugin,
                                           const plugin::Catalog& catalog,
                                           const CheckOptions& options) {
  std::vector<CheckResult> results;
  check(plugin, catalog, options, [&](const CheckResult& r) { results.push_back(r); });
  return results;
}

/// The names of the tests that failed.
inline std::set<std::string> failed(const std::vector<CheckResult>& results) {
  std::set<std::string> names;
  for (const CheckResult& result : results) {
    if (result.outcome == CheckOutcome::kFailed) names.insert(result.test);
  }
  return names;
}

/// One line for each result of this outcome: "core/relu gradient: at z = ...".
inline std::string texts(const std::vector<CheckResult>& results, CheckOutcome outcome) {
  std::string lines;
  for (const CheckResult& r : results) {
    if (r.outcome == outcome) lines += r.plugin + " " + r.test + ": " + r.text + "\n";
  }
  return lines;
}

}  // namespace ice::conformance::test
