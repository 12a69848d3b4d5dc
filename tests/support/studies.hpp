#pragma once
// Studies from a text, and what plans them: the shipped plugins and those of the tests.
#include <string>
#include <vector>

#include "base/error.hpp"
#include "code/resolve.hpp"
#include "plan/datasets.hpp"
#include "plan/plan.hpp"
#include "plugin/catalog.hpp"
#include "study/study.hpp"
#include "support/trials.hpp"

namespace ice::test {

inline const plugin::Catalog& catalog() {
  static const plugin::Catalog all = plugin::Catalog::scan(
      {{ICE_BUILD "/lib/ice/plugins", ICE_BUILD "/tests/libraries/acme.ice.so",
        ICE_BUILD "/tests/libraries/ruinous.ice.so"}});
  return all;
}

/// A small study that fits; overrides as on the command line ("loss=squared_error").
inline study::Study small_study(const std::vector<std::string>& overrides = {},
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
  std::vector<study::Override> parsed;
  for (const std::string& one : overrides) parsed.push_back(study::parse_override(one));
  return study::load_text(text, "f.yaml", ".", parsed);
}

/// A study with all that plans it.
struct Bench {
  study::Study study;
  code::Resolver resolver{study, catalog()};
  plan::Datasets datasets{"."};

  explicit Bench(study::Study of) : study(std::move(of)) {}

  plan::Plan plan(const plan::PlanOptions& options = {}) {
    return plan_with(
        [](std::span<const std::string> keys) {
          return std::vector<std::optional<store::Status>>(keys.size());
        },
        options);
  }
  plan::Plan plan_with(const plan::StatusLookup& statuses, const plan::PlanOptions& options = {}) {
    return plan::make_plan(study, resolver, datasets, statuses, options);
  }
  code::ResolvedCode resolve(std::uint64_t slot = 0) {
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

}  // namespace ice::test
