// The section experiment: defaults, seeds, zip, exclude, limits and what is refused.
#include "study/experiment.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/rng.hpp"
#include "studies.hpp"

using ice::study::Experiment;
using ice::study::Goal;

namespace {

// A study with `experiment` in line 6.
std::string with(const std::string& experiment) {
  return kCode + "experiment: {" + experiment + "}\n";
}

Experiment experiment_of(const std::string& experiment) {
  return study_of(with(experiment)).experiment;
}

std::string refusal(const std::string& experiment) { return refusal_of(with(experiment)); }

using Seeds = std::vector<std::uint64_t>;

const std::string kTwo = "parameters: {epochs: {values: [1, 2]}, noise: {values: [1, 2, 3]}}";

}  // namespace

TEST_CASE("experiment: one run is planned where nothing is said") {
  const Experiment experiment = study_of(kCode).experiment;
  CHECK(experiment.method == ice::study::Method::kGrid);
  CHECK(experiment.metric == "train.cost");
  CHECK(experiment.goal == Goal::kMinimize);
  CHECK(experiment.seeds.size() == 1);
  CHECK(experiment.parameters.empty());
  CHECK(experiment.zip.empty());
  CHECK(experiment.exclude.empty());
  CHECK(experiment.record_points == 200);
  CHECK(experiment.limit_seconds == 0);
  CHECK(experiment.limit_memory == 0);
  CHECK(experiment.order == ice::study::Order::kDeclared);
  CHECK(experiment.run_cap == 0);
}

TEST_CASE("experiment: record, limits, order and cap are read") {
  const Experiment experiment = experiment_of(
      "record: {points: 50}, limits: {seconds: 1.5, memory: 2GiB}, order: shuffled, run_cap: 7");
  CHECK(experiment.record_points == 50);
  CHECK(experiment.limit_seconds == 1.5);
  CHECK(experiment.limit_memory == std::uint64_t{2} << 30);
  CHECK(experiment.order == ice::study::Order::kShuffled);
  CHECK(experiment.run_cap == 7);
}

TEST_CASE("experiment: the goal follows from the metric unless it is given") {
  const std::vector<std::pair<std::string, Goal>> cases{
      {"{name: dev.cost}", Goal::kMinimize},
      {"{name: test.rmse}", Goal::kMinimize},
      {"{name: dev.mae}", Goal::kMinimize},
      {"{name: train.objective}", Goal::kMinimize},
      {"{name: dev.accuracy}", Goal::kMaximize},
      {"{name: dev.f1}", Goal::kMaximize},
      {"{name: dev.r2}", Goal::kMaximize},
      {"{name: dev.r2, goal: minimise}", Goal::kMinimize},
      {"{goal: maximize}", Goal::kMaximize}};
  for (const auto& [metric, goal] : cases) {
    INFO(metric);
    CHECK(experiment_of("metric: " + metric).goal == goal);
  }
}

TEST_CASE("goal of: the study's goal counts for its own metric only") {
  const ice::study::Objective largest_cost{"dev.cost", Goal::kMaximize};
  CHECK(ice::study::goal_of("dev.cost", largest_cost) == Goal::kMaximize);
  CHECK(ice::study::goal_of("train.cost", largest_cost) == Goal::kMinimize);
  CHECK(ice::study::goal_of("dev.accuracy", largest_cost) == Goal::kMaximize);
}

TEST_CASE("experiment: cells are ranked on the dev part when there is one") {
  const std::string split = ", split: {train: 0.8, dev: 0.2}}";
  std::string code = kCode;
  code.replace(code.find("planar}") + 6, 1, split);
  CHECK(study_of(code).experiment.metric == "dev.cost");
}

TEST_CASE("experiment: seeds are derived from a root, or listed") {
  const Seeds three = experiment_of("seeds: {count: 3, root: 42}").seeds;
  CHECK(three == Seeds{ice::base::derive_seed(42, 0), ice::base::derive_seed(42, 1),
                       ice::base::derive_seed(42, 2)});
  CHECK(experiment_of("seeds: [7, 0, 9007199254740991]").seeds == Seeds{7, 0, 9007199254740991});
  CHECK(experiment_of("seeds: {root: 1}").seeds == Seeds{ice::base::derive_seed(1, 0)});
}

TEST_CASE("experiment: raising the count of seeds keeps the earlier ones") {
  const Seeds ten = experiment_of("seeds: {count: 10, root: 5}").seeds;
  const Seeds twenty = experiment_of("seeds: {count: 20, root: 5}").seeds;
  CHECK(Seeds(twenty.begin(), twenty.begin() + 10) == ten);
  CHECK(std::set(twenty.begin(), twenty.end()).size() == 20);
}

TEST_CASE("experiment: seeds that are none are refused") {
  CHECK(refusal("seeds: 3") ==
        "f.yaml:6:21: experiment.seeds: expected a list or {count: ..., root: ...}, got 3. Write "
        "[3] for the seed 3, or {count: 3} for so many");
  CHECK(refusal("seeds: []") == "f.yaml:6:21: experiment.seeds: no seeds in the list");
  CHECK(refusal("seeds: [1, -1, 2.5, 1, x]") ==
        "f.yaml:6:25: experiment.seeds[1]: expected a whole number >= 0, got -1\n"
        "f.yaml:6:29: experiment.seeds[2]: expected a whole number >= 0, got 2.5\n"
        "f.yaml:6:34: experiment.seeds[3]: 1 is there twice\n"
        "f.yaml:6:37: experiment.seeds[4]: expected a whole number >= 0, got 'x'");
  CHECK(refusal("seeds: {count: 18446744073709551615, roots: 3}") ==
        "f.yaml:6:29: experiment.seeds.count: expected a whole number in [1, 1000000], got "
        "18446744073709551615\n"
        "f.yaml:6:51: experiment.seeds.roots: unknown key. Did you mean 'root'?");
}

TEST_CASE("experiment: zip names parameters of equally many values") {
  const std::string zipped = ", zip: [[epochs, noise]]";
  CHECK(experiment_of("parameters: {epochs: {values: [1, 2]}, noise: {values: [3, 4]}}" + zipped)
            .zip == std::vector<std::vector<std::string>>{{"training.epochs", "data.noise"}});
  const std::string form = ". For example zip: [[network.activation, optimizer.learning_rate]]";
  const std::string two = "expected a list of two parameters or more, got ";
  const auto refused = [&](const std::string& zip) { return refusal(kTwo + ", zip: " + zip); };
  const std::string item = "f.yaml:6:88: experiment.zip[0]: ";
  CHECK(refused("[[epochs, noise]]") ==
        item +
            "zipped parameters need equally many values: training.epochs has 2, data.noise has 3");
  CHECK(refused("epochs") ==
        "f.yaml:6:87: experiment.zip: expected a list of lists of parameters, got 'epochs'");
  CHECK(refused("[epochs, noise]") == item + two + "'epochs'" + form +
                                          "\nf.yaml:6:96: experiment.zip[1]: " + two + "'noise'" +
                                          form);
  CHECK(refused("[[epochs]]") == item + two + "a list of one" + form);
  CHECK(refused("[[epochs, l2]]") ==
        "f.yaml:6:97: experiment.zip[0]: regularization.l2 is not varied in "
        "experiment.parameters");
  CHECK(refused("[[epochs, epochs]]") ==
        "f.yaml:6:97: experiment.zip[0]: training.epochs is zipped twice");
  CHECK(refused("[[epochs, 3, nois]]") ==
        "f.yaml:6:97: experiment.zip[0]: expected a parameter's name, got 3\n"
        "f.yaml:6:100: experiment.zip[0]: 'nois': unknown parameter. Did you mean 'noise'?");
}

TEST_CASE("experiment: exclude lists conditions, each with its reason") {
  const Experiment experiment =
      experiment_of(kTwo + ", exclude: [{epochs: 1}, {epochs: 2, noise: {gt: 2}}]");
  REQUIRE(experiment.exclude.size() == 2);
  CHECK(experiment.exclude[0].text == "training.epochs = 1");
  CHECK(experiment.exclude[1].text == "training.epochs = 2 and data.noise > 2");
  CHECK(refusal(kTwo + ", exclude: {epochs: 1}") ==
        "f.yaml:6:91: experiment.exclude: expected a list of conditions, got a map. For example "
        "exclude: [{network.activation: relu}]");
  CHECK(refusal(kTwo + ", exclude: [epochs]") ==
        "f.yaml:6:92: experiment.exclude[0]: expected conditions on parameters, got 'epochs'. "
        "For example {network.activation: relu}");
}

TEST_CASE("experiment: random needs parameters and a number of runs") {
  CHECK(refusal("method: random") ==
        "f.yaml:6:13: experiment.run_cap: method: random needs a number of runs. For example "
        "run_cap: 100\n"
        "f.yaml:6:13: experiment.parameters: method: random needs parameters to draw");
  CHECK(refusal("method: random, run_cap: 10000001, " + kTwo) ==
        "f.yaml:6:39: experiment.run_cap: at most 10,000,000 runs are allowed");
  CHECK(refusal("method: random, run_cap: 5, zip: [[epochs, noise]], parameters: {epochs: {min: 1, "
                "max: 2}, noise: {values: [1, 2]}}") ==
        "f.yaml:6:49: experiment.zip[0]: training.epochs is a range: zipped values are listed");
}

TEST_CASE("experiment: a grid of 10^12 cells is refused") {
  std::string parameters;
  for (int i = 0; i < 4; ++i) {
    parameters += i > 0 ? ", " : "";
    parameters += "optimizer.p" + std::to_string(i) + ": {min: 0, max: 1, points: 1000}";
  }
  CHECK(refusal("parameters: {" + parameters + "}, seeds: {count: 3}") ==
        "f.yaml:6:26: experiment.parameters: 1000 x 1000 x 1000 x 1000 values and 3 seeds make "
        "3e+12 runs, at most 10,000,000 are allowed. List fewer values, or use method: random "
        "with run_cap");
}

TEST_CASE("experiment: a range of too many values is refused before it is spread") {
  CHECK(refusal("parameters: {noise: {min: 0, max: 1, step: 1e-12}}") ==
        "f.yaml:6:26: experiment.parameters: 1000000000001 values and 1 seed make 1e+12 runs, at "
        "most 10,000,000 are allowed. List fewer values, or use method: random with run_cap");
  CHECK(refusal("parameters: {noise: {min: 0, max: 1, step: 5e-7}}") ==
        "f.yaml:6:26: experiment.parameters: 2000001 values, at most 1,000,000 are allowed");
}
