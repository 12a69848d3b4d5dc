#include "plan/plan.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::plan;
using ice::store::Status;
using test::Bench;
using test::small_study;

namespace {

const std::string kSix = R"(  seeds: [7, 8]
  parameters:
    network.activation: {values: [tanh, relu, sigmoid]}
)";

std::uint64_t accounted(const Plan& plan) {
  std::uint64_t slots = plan.trials.size() + plan.recorded.size() + plan.repetitions + plan.capped +
                        plan.left_for_later;
  for (const auto& [reason, n] : plan.excluded) slots += n;
  return slots;
}

std::vector<std::uint64_t> slots_of(const std::vector<PlannedTrial>& trials) {
  std::vector<std::uint64_t> slots;
  for (const PlannedTrial& trial : trials) slots.push_back(trial.slot);
  return slots;
}

using Slots = std::vector<std::uint64_t>;

// The first four trials of kSix are recorded: finished, failed, diverged, timeout.
Plan with_four_recorded(const PlanOptions& options = {}) {
  static const std::vector<Status> ended{Status::kFinished, Status::kFailed, Status::kDiverged,
                                         Status::kTimeout};
  Bench bench(small_study({}, kSix));
  const Plan whole = bench.plan();
  const auto statuses = [&](std::span<const std::string> keys) {
    std::vector<std::optional<Status>> found(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
      for (std::size_t trial = 0; trial < ended.size(); ++trial)
        if (keys[i] == code::unpack_key(whole.trials[trial].key)) found[i] = ended[trial];
    return found;
  };
  return bench.plan_with(statuses, options);
}

}  // namespace

TEST_CASE("plan: every cell with every seed, in the study's order") {
  const Plan plan = Bench(small_study({}, kSix)).plan();
  CHECK(plan.slots == 6);
  CHECK(slots_of(plan.trials) == Slots{0, 1, 2, 3, 4, 5});
  CHECK(plan.cells.at(plan.trials[3].cell).cell == 1);
  CHECK(plan.cells.size() == 3);
  CHECK(plan.varied == std::vector<std::string>{"network.activation"});
  CHECK(accounted(plan) == 6);
  std::set<code::PackedKey> keys;
  for (const PlannedTrial& trial : plan.trials) keys.insert(trial.key);
  CHECK(keys.size() == 6);
}

TEST_CASE("plan: of a study only the slots that are asked for, with the keys of the whole plan") {
  const Plan whole = Bench(small_study({}, kSix)).plan();
  PlanOptions options;
  options.only = {1, 4, 5};
  const Plan plan = with_four_recorded(options);
  CHECK(slots_of(plan.recorded) == Slots{1});
  CHECK(slots_of(plan.trials) == Slots{4, 5});
  CHECK(plan.trials[0].key == whole.trials[4].key);
  CHECK(plan.slots == 6);
  CHECK(accounted(plan) == 3);
}

TEST_CASE("plan: recorded runs are set apart, by how they ended") {
  const Plan plan = with_four_recorded();
  CHECK(slots_of(plan.trials) == Slots{4, 5});
  CHECK(slots_of(plan.recorded) == Slots{0, 1, 2, 3});
  CHECK(plan.recorded_by_status == std::map<Status, std::uint64_t>{{Status::kFinished, 1},
                                                                   {Status::kFailed, 1},
                                                                   {Status::kDiverged, 1},
                                                                   {Status::kTimeout, 1}});
  CHECK(accounted(plan) == 6);
}

TEST_CASE("plan: retry takes the recorded runs that ended so") {
  const Plan plan = with_four_recorded({.retry = {Status::kFailed, Status::kTimeout}});
  CHECK(slots_of(plan.trials) == Slots{1, 3, 4, 5});
  CHECK(slots_of(plan.recorded) == Slots{0, 2});
}

TEST_CASE("plan: force takes all recorded runs") {
  const Plan plan = with_four_recorded({.force = true});
  CHECK(plan.trials.size() == 6);
  CHECK(plan.recorded.empty());
  CHECK(plan.recorded_by_status.empty());
}

TEST_CASE("plan: a limit counts runs that are still to do") {
  const Plan plan = with_four_recorded({.limit = 1});
  CHECK(slots_of(plan.trials) == Slots{4});
  CHECK(plan.left_for_later == 1);
  CHECK(accounted(plan) == 6);
  CHECK(with_four_recorded({.limit = 2}).left_for_later == 0);
}

TEST_CASE("plan: run_cap counts the study's runs, recorded ones too") {
  Bench bench(small_study({}, kSix + "  run_cap: 5\n"));
  const Plan plan = bench.plan();
  CHECK(slots_of(plan.trials) == Slots{0, 1, 2, 3, 4});
  CHECK(plan.capped == 1);
  CHECK(accounted(plan) == 6);
}

TEST_CASE("plan: excluded cells are counted by their reason") {
  const Plan plan =
      Bench(small_study({}, kSix + "  exclude: [{network.activation: relu}]\n")).plan();
  CHECK(plan.trials.size() == 4);
  CHECK(plan.excluded == std::map<std::string, std::uint64_t>{{"network.activation = relu", 2}});
  CHECK(accounted(plan) == 6);
}

TEST_CASE("plan: a run that two cells describe is planned once") {
  const Plan plan = Bench(small_study({}, R"(  seeds: [7, 8]
  parameters:
    network.activation: {values: [tanh, core/tanh]}
)"))
                        .plan();
  CHECK(slots_of(plan.trials) == Slots{0, 1});
  CHECK(plan.repetitions == 2);
  CHECK(accounted(plan) == 4);
}

TEST_CASE("plan: a parameter that does not exist in a cell makes no more cells") {
  const Plan plan = Bench(small_study({}, R"(  seeds: [7]
  parameters:
    network.activation: {values: [tanh, leaky_relu]}
    network.activation.slope: {values: [0.1, 0.2], when: {network.activation: leaky_relu}}
)"))
                        .plan();
  CHECK(plan.trials.size() == 3);
  CHECK(plan.repetitions == 1);
  CHECK(accounted(plan) == 4);
}

TEST_CASE("plan: keys are asked for in blocks") {
  std::vector<std::size_t> blocks;
  Bench bench(small_study({}, "  seeds: {count: 2500}\n"));
  const Plan plan = bench.plan_with([&](std::span<const std::string> keys) {
    blocks.push_back(keys.size());
    return std::vector<std::optional<Status>>(keys.size());
  });
  CHECK(plan.trials.size() == 2500);
  CHECK(blocks == std::vector<std::size_t>{1000, 1000, 500});
}

TEST_CASE("plan: all faults of names, parameters and fit come in one error, each once") {
  Bench bench(small_study({}, R"(  seeds: [7, 8]
  parameters:
    network.activation: {values: [tanh, tanj, {name: leaky_relu, slope: 2}]}
    loss: {values: [binary_cross_entropy, categorical_cross_entropy]}
)"));
  const std::string text = test::error_of([&] { (void)bench.plan(); });
  CHECK_THAT(text, Catch::Contains("f.yaml:13:41: activation 'tanj' not found"));
  CHECK_THAT(text, Catch::Contains("core/leaky_relu: slope = 2 is outside [0, 1]"));
  CHECK_THAT(text, Catch::Contains("categorical_cross_entropy needs an output for each class"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("plan: a study whose data cannot be had says so") {
  Bench bench(small_study({"data.split.train=41"}));
  CHECK_THROWS_WITH(bench.plan(),
                    "f.yaml: code.data.split: the parts need 41 samples, there are 40");
}

TEST_CASE("plan: a stop leaves it empty") {
  Bench bench(small_study({}, kSix));
  const std::atomic<int> stop{2};
  const auto nothing = [](std::span<const std::string> keys) {
    return std::vector<std::optional<Status>>(keys.size());
  };
  const Plan plan = make_plan(bench.study, bench.resolver, bench.datasets, nothing, {}, &stop);
  CHECK(plan.slots == 0);
  CHECK(plan.trials.empty());
}

TEST_CASE("plan: a finished run without a metric that the study judges by runs again") {
  PlanOptions options;
  options.lacking_metric = [](std::span<const std::string> keys,
                              std::span<const std::string> metrics) {
    CHECK(std::vector(metrics.begin(), metrics.end()) == std::vector<std::string>{"train.cost"});
    return std::vector<std::string>(keys.size(), "train.cost");  // also of what did not finish
  };
  const Plan plan = with_four_recorded(options);
  CHECK(slots_of(plan.trials) == Slots{0, 4, 5});
  CHECK(slots_of(plan.recorded) == Slots{1, 2, 3});
  CHECK(plan.warnings == std::vector<std::string>{"an earlier ice did not measure train.cost: 1 "
                                                  "recorded run is run again"});
  options.force = true;
  CHECK(with_four_recorded(options).warnings.empty());  // not why it runs
}
