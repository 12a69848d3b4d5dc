// Plans whose cells follow results: how far they go, what they count, and what a cell's result is.
#include "plan/planner.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "support/studies.hpp"

using namespace ice;
using plan::CellResults;
using plan::Plan;
using plan::Planner;
using plan::PlanOptions;
using store::Status;

namespace {

const std::string kSearched = R"(  method: tpe
  run_cap: 11
  ahead: 2
  seeds: [7, 8]
  parameters:
    optimizer.learning_rate: {min: 0.01, max: 1, distribution: log_uniform}
    network.activation: {values: [tanh, relu]}
)";

using Values = std::map<std::string, double>;  // by key

// A study with its planner; some runs are recorded, with their values.
struct PlannerBench {
  test::Bench bench;
  study::Expansion expansion{bench.study};
  Values recorded;

  explicit PlannerBench(const std::string& experiment = kSearched)
      : bench(test::small_study({}, experiment)) {}

  Planner planner(PlanOptions options = {}) {
    options.values = [this](std::span<const std::string> keys, const std::string&) {
      std::vector<std::optional<double>> found(keys.size());
      for (std::size_t i = 0; i < keys.size(); ++i)
        if (recorded.contains(keys[i])) found[i] = recorded.at(keys[i]);
      return found;
    };
    const auto statuses = [this](std::span<const std::string> keys) {
      std::vector<std::optional<Status>> found(keys.size());
      for (std::size_t i = 0; i < keys.size(); ++i)
        if (recorded.contains(keys[i])) found[i] = Status::kFinished;
      return found;
    };
    return {bench.study, expansion, bench.resolver, bench.datasets, statuses, std::move(options)};
  }
};

std::uint64_t planner_accounted(const Plan& plan) {
  std::uint64_t slots = plan.trials.size() + plan.recorded.size() + plan.repetitions + plan.capped +
                        plan.left_for_later + plan.undecided;
  for (const auto& [reason, n] : plan.excluded) slots += n;
  return slots;
}

double value_of(const std::string& key) { return static_cast<double>(key[0]) / 100; }

// Runs everything, one run after the other; returns the values by key.
Values run_all(Planner& planner) {
  Values values;
  planner.extend();
  for (std::size_t i = 0; i < planner.plan().trials.size(); ++i) {
    const std::string key = code::unpack_key(planner.plan().trials[i].key);
    values[key] = value_of(key);
    planner.tell(key, Status::kFinished, values[key]);
    planner.extend();
    CHECK(planner.plan().slots == planner_accounted(planner.plan()));
  }
  return values;
}

}  // namespace

TEST_CASE("planner: a plan goes as far as results allow, and counts the rest") {
  PlannerBench bench;
  Planner planner = bench.planner();
  planner.extend();
  CHECK(planner.plan().depends_on_results);
  CHECK(planner.plan().trials.size() == 4);
  CHECK(planner.plan().undecided == 7);
  CHECK(planner.plan().slots == 11);
  const std::string first = code::unpack_key(planner.plan().trials[0].key);
  planner.tell(first, Status::kFinished, 0.5);
  planner.extend();
  CHECK(planner.plan().trials.size() == 4);
  planner.tell(code::unpack_key(planner.plan().trials[1].key), Status::kFinished, 0.5);
  planner.extend();
  CHECK(planner.plan().trials.size() == 6);
}

TEST_CASE("planner: run_cap ends within a cell, and recorded runs are found on the way") {
  PlannerBench bench;
  Planner planner = bench.planner();
  const Values values = run_all(planner);
  CHECK(values.size() == 11);
  CHECK(planner.plan().capped == 1);
  CHECK(planner.plan().undecided == 0);
  for (const std::size_t known : {3U, 6U, 11U}) {
    PlannerBench again;
    for (std::size_t i = 0; i < known; ++i) {
      const std::string key = code::unpack_key(planner.plan().trials[i].key);
      again.recorded[key] = values.at(key);
    }
    Planner resumed = again.planner();
    resumed.extend();
    CHECK(resumed.plan().recorded.size() == known);
    CHECK(resumed.plan().slots == planner_accounted(resumed.plan()));
    Values all = run_all(resumed);
    for (const auto& [key, value] : again.recorded) all[key] = value;
    CHECK(all == values);
  }
}

TEST_CASE("planner: a limit leaves trials for later") {
  PlannerBench bench;
  Planner planner = bench.planner({.limit = 3});
  const Values values = run_all(planner);
  CHECK(values.size() == 3);
  CHECK(planner.plan().left_for_later + planner.plan().undecided == 8);
}

TEST_CASE("planner: what no cell may have is reported before anything runs") {
  const std::string wrong = R"(  method: tpe
  run_cap: 40
  parameters:
    network.output: {values: [sigmoid, nowhere]}
    optimizer.learning_rate: {min: 0.01, max: 1}
)";
  PlannerBench bench(wrong);
  CHECK(test::error_of([&] { bench.planner().extend(); }).find("activation 'nowhere' not found") !=
        std::string::npos);
}

TEST_CASE("cell results: the mean over the seeds, to be minimized; what did not finish is worst") {
  const code::PackedKey a{1}, b{2};
  for (const auto goal : {study::Goal::kMinimize, study::Goal::kMaximize}) {
    CellResults results(goal);
    results.add_run(0, a);
    results.add_run(0, b);
    results.set(a, Status::kFinished, 1);
    CHECK(!results.of(0));
    CHECK(!results.of(1));
    results.set(b, Status::kFinished, 2);
    CHECK(results.of(0) == (goal == study::Goal::kMinimize ? 1.5 : -1.5));
    for (const Status status : {Status::kDiverged, Status::kFailed, Status::kTimeout}) {
      results.set(b, status, 2);
      CHECK(results.of(0) == std::numeric_limits<double>::infinity());
    }
    for (const std::optional<double> value :
         {std::optional<double>(std::nan("")), std::optional<double>()}) {
      results.set(b, Status::kFinished, value);
      CHECK(results.of(0) == std::numeric_limits<double>::infinity());
    }
  }
}
