#pragma once
// Studies from a text, and what plans them: the shipped plugins and those of the tests.
#include <string>
#include <vector>

#include "base/error.hpp"
#include "plugin/catalog.hpp"
#include "run/datasets.hpp"
#include "run/plan.hpp"
#include "run/resolve.hpp"
#include "spec/expand.hpp"
#include "spec/study.hpp"

namespace ice::run::test {

inline const plugin::Catalog& catalog() {
  static const plugin::Catalog all = plugin::Catalog::scan(
      {{ICE_BUILD "/lib/ice/plugins", ICE_BUILD "/tests/libraries/acme.ice.so",
        ICE_BUILD "/tests/libraries/ruinous.ice.so"}});
  return all;
}

/// A small study that fits; overrides as on the command line ("loss=squared_error").
inline spec::Study study(const std::vector<std::string>& overrides = {},
                         const std::string& experiment = "  seeds: [7]\n") {
  const std::string text = R"(name: small
code:
  data: {name: planar, samples: 40}
  network: {hidden: [4], activation: tanh, output: sigmoid}
  initializer: {name: normal, scale: 0.01}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1.2}
  training: {epochs: 5, batch_size: full}
experiment:
  metric: {name: train.cost, goal: minimize}
)" + experiment;
  std::vector<spec::Override> parsed;
  for (const std::string& one : overrides) parsed.push_back(spec::parse_override(one));
  return spec::load_text(text, "f.yaml", ".", parsed);
}

inline spec::Trial trial_in(const spec::Study& study, std::uint64_t slot) {
  const spec::Expansion expansion(study);
  return expansion.build(std::get<spec::Choice>(expansion.choose(slot)));
}

/// A study with all that plans it.
struct Bench {
  spec::Study study;
  Resolver resolver{study, catalog()};
  Datasets datasets{"."};

  explicit Bench(spec::Study of) : study(std::move(of)) {}

  Plan plan(const PlanOptions& options = {}) {
    return plan_with(
        [](std::span<const std::string> keys) {
          return std::vector<std::optional<store::Status>>(keys.size());
        },
        options);
  }
  Plan plan_with(const StatusLookup& statuses, const PlanOptions& options = {}) {
    return make_plan(study, resolver, datasets, statuses, options);
  }
  ResolvedCode resolve(std::uint64_t slot = 0) {
    return resolver.resolve(trial_in(study, slot)).value();
  }
};

/// The text of the error that a call throws, or "".
template <class Call>
std::string error_of(Call&& call) {
  try {
    call();
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

}  // namespace ice::run::test
