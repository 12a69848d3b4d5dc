// Studies whose runs have different splits: which data each run is given, and by what it is known.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "data/parts.hpp"
#include "plan/planning_context.hpp"
#include "support/studies.hpp"

using namespace ice;
using namespace ice::plan;
using test::Bench;
using test::small_study;

namespace {

const std::string kTwoSeeds = "  seeds: [7, 8]\n";

Plan plan_of(const std::vector<std::string>& overrides, const std::string& experiment = kTwoSeeds) {
  return Bench(small_study(overrides, experiment)).plan();
}

std::set<std::string> keys_of(const Plan& plan) {
  std::set<std::string> keys;
  for (const PlannedTrial& trial : plan.trials) keys.insert(code::unpack_key(trial.key));
  return keys;
}

// What each planned trial trains on.
struct Resolved {
  study::Study study;
  PlanningContext context{study, {ICE_BUILD "/lib/ice/plugins"}};
  std::vector<ResolvedTrial> trials;

  explicit Resolved(study::Study of) : study(std::move(of)) {
    const auto none = [](std::span<const std::string> keys) {
      return std::vector<std::optional<store::Status>>(keys.size());
    };
    const Plan plan = make_plan(study, context.resolver, context.datasets, none);
    for (const PlannedTrial& planned : plan.trials) trials.push_back(context.resolve(planned));
  }
  [[nodiscard]] std::vector<float> dev_of(std::size_t trial) const {
    const data::Shared& shared = context.datasets.at(trials[trial].dataset);
    const auto parts = data::map<float>(shared.shape, shared.memory.get());
    return {parts.dev.X.begin(), parts.dev.X.end()};
  }
};

}  // namespace

TEST_CASE("splits of runs: by seed, each seed has a split of its own, the same for all cells") {
  const Resolved all(small_study({"data.split.dev=0.25", "data.split.by=seed"},
                                 kTwoSeeds + "  parameters:\n    network.activation: {values: "
                                             "[tanh, relu]}\n"));
  REQUIRE(all.trials.size() == 4);
  CHECK(all.dev_of(0) != all.dev_of(1));
  CHECK(all.dev_of(0) == all.dev_of(2));
  CHECK(all.dev_of(1) == all.dev_of(3));
  CHECK(all.context.datasets.size() == 2);
  CHECK(all.trials[1].code.resolved["data"]["split"]["seed"] == 8);
}

TEST_CASE("splits of runs: each fold is one run's dev part, the same folds for all seeds") {
  const Resolved all(small_study({"data.split.folds=4"}, kTwoSeeds));
  REQUIRE(all.trials.size() == 8);
  std::multiset<float> dealt, whole;
  for (std::size_t i = 0; i < 4; ++i) {
    for (const float x : all.dev_of(i)) dealt.insert(x);
    CHECK(all.dev_of(i) == all.dev_of(i + 4));
    CHECK(all.trials[i].code.resolved["data"]["split"]["fold"] == i + 1);
  }
  const data::Samples samples = data::load({{"name", "planar"}, {"samples", 40}}, {});
  for (const double x : samples.values) whole.insert(static_cast<float>(x));
  CHECK(dealt == whole);
  CHECK(all.context.datasets.size() == 4);
}

TEST_CASE("splits of runs: with folds by seed, each seed deals anew") {
  const Resolved all(small_study({"data.split.folds=4", "data.split.by=seed"}, kTwoSeeds));
  CHECK(all.dev_of(0) != all.dev_of(4));
  CHECK(all.context.datasets.size() == 8);
}

TEST_CASE("splits of runs: every run has a key of its own, a cell has one") {
  const Plan plan = plan_of({"data.split.folds=4"});
  CHECK(keys_of(plan).size() == 8);
  CHECK(plan.cells.size() == 1);
  CHECK(plan.has_splits_of_runs);
  CHECK_FALSE(plan_of({"data.split.dev=0.2"}).has_splits_of_runs);
}

TEST_CASE("splits of runs: what is off changes no key, and what is on changes all") {
  const auto plain = keys_of(plan_of({"data.split.dev=0.2"}));
  CHECK(keys_of(plan_of({"data.split.dev=0.2", "data.split.by=study"})) == plain);
  CHECK(keys_of(plan_of({"data.split.dev=0.2", "data.class_weight=none"})) == plain);
  for (const char* on : {"data.split.by=seed", "data.class_weight=balanced"}) {
    const auto changed = keys_of(plan_of({"data.split.dev=0.2", on}));
    CHECK(changed.size() == plain.size());
    for (const std::string& key : changed) CHECK_FALSE(plain.contains(key));
  }
}

TEST_CASE("splits of runs: a split of seeds may be compared with one for all") {
  const Plan plan =
      plan_of({"data.split.dev=0.2"},
              kTwoSeeds + "  parameters:\n    data.split.by: {values: [study, seed]}\n");
  CHECK(keys_of(plan).size() == 4);
}

TEST_CASE("splits of runs: a study of one run's code and seed has the run's key") {
  for (const std::vector<std::string>& split :
       {std::vector<std::string>{"data.split.dev=0.25", "data.split.by=seed"},
        {"data.split.folds=4"},
        {"data.split.folds=4", "data.split.by=seed"}}) {
    const Resolved all(small_study(split, kTwoSeeds));
    const Plan plan = plan_of(split);
    for (std::size_t i = 0; i < all.trials.size(); ++i) {
      std::vector<std::string> alone;
      for (const auto& [key, value] : all.trials[i].code.resolved["data"]["split"].items())
        if (!value.is_null()) alone.push_back("data.split." + key + "=" + base::to_text(value));
      const std::string seed = std::to_string(all.trials[i].trial.seed);
      const Plan again = plan_of(alone, "  seeds: [" + seed + "]\n");
      REQUIRE(again.trials.size() == 1);
      CHECK(again.trials[0].key == plan.trials[i].key);
    }
  }
}
