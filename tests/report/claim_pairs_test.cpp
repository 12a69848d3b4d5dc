#include "report/claim_pairs.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace ice::report;
using ice::spec::Claim;
using ice::spec::Goal;
using ice::spec::Study;
using ice::store::Outcome;
using ice::store::Status;

namespace {

using Cells = std::vector<std::uint64_t>;
using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
using Side = std::map<std::string, ice::base::Value>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const std::string kActivation = "network.activation";
const std::string kRate = "optimizer.learning_rate";

// Cells in the file's order: the last parameter varies fastest.
Study study_of(const std::string& parameters, const std::string& more = "") {
  return ice::spec::load_text(R"(name: pairs
code:
  data: {name: planar, samples: 40}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  initializer: zeros
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 3, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
  parameters: {)" + parameters + "}\n" +
                                  more,
                              "pairs.yaml", {});
}

Study two_activations() { return study_of("network.activation: {values: [tanh, relu]}"); }

Claim claim_of(const Side& better, const Side& than) {
  return {"H", "dev.cost", better, than, 0, 0.05};
}

Claim tanh_wins() { return claim_of({{kActivation, "tanh"}}, {{kActivation, "relu"}}); }

Outcome run(std::uint64_t cell, std::uint64_t seed, std::optional<double> value,
            Status status = Status::kFinished, const std::string& started = "t5") {
  return {cell, seed, status, started, value};
}

RunPairs pairs_of(const std::vector<Outcome>& outcomes) {
  return pair_runs(two_activations(), tanh_wins(), outcomes);
}

}  // namespace

TEST_CASE("claim pairs: two cells differ in what both sides name and in nothing else") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu, sigmoid]}, "
      "optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells = pair_cells(study, tanh_wins());
  CHECK(cells.pairs == Pairs{{0, 2}, {1, 3}});  // 4 and 5, sigmoid, are on no side
  CHECK(cells.alone.empty());
}

TEST_CASE("claim pairs: a parameter that one side names is equal on the other") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells =
      pair_cells(study, claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}}));
  CHECK(cells.pairs == Pairs{{1, 3}});
  CHECK(cells.alone == Cells{2});  // relu with 0.1
}

TEST_CASE("claim pairs: a parameter that one side names may be absent on the other") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, "
      "optimizer.learning_rate: {values: [0.1, 1], when: {network.activation: tanh}}");
  const CellPairs named =
      pair_cells(study, claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}}));
  REQUIRE(named.pairs.size() == 1);
  CHECK(named.pairs[0].first == 1);
  CHECK(named.alone.empty());
  const CellPairs unnamed = pair_cells(study, tanh_wins());
  CHECK(unnamed.pairs.empty());
  CHECK(unnamed.alone.size() == 3);
}

TEST_CASE("claim pairs: a cell whose partner is excluded is alone") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}",
      "  exclude: [{network.activation: relu, optimizer.learning_rate: 1}]\n");
  const CellPairs cells = pair_cells(study, tanh_wins());
  CHECK(cells.pairs == Pairs{{0, 2}});
  CHECK(cells.alone == Cells{1});
}

TEST_CASE("claim pairs: sides that no two cells can be on give no pair") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells = pair_cells(study, claim_of({{kActivation, "tanh"}}, {{kRate, 1}}));
  CHECK(cells.pairs.empty());
  CHECK(cells.alone == Cells{0, 3});  // 1 is on both sides
}

TEST_CASE("claim pairs: runs of the same seed are compared, what has no partner is named") {
  const RunPairs pairs = pairs_of({run(0, 1, 0.25), run(0, 2, 0.5), run(0, 4, 0.1), run(1, 1, 0.75),
                                   run(1, 2, 0.25), run(1, 3, 0.1)});
  CHECK(pairs.advantages == std::vector<double>{0.5, -0.25});
  CHECK(pairs.seeds == 2);
  CHECK(pairs.unpaired == std::vector<std::string>{"cell 0, seed 4", "cell 1, seed 3"});
  CHECK(pairs.bad_better + pairs.bad_than == 0);
}

TEST_CASE("claim pairs: runs of a cell without a partner are named too") {
  const Study study = study_of("network.activation: {values: [tanh, relu]}",
                               "  exclude: [{network.activation: relu}]\n");
  const RunPairs pairs = pair_runs(study, tanh_wins(), std::vector<Outcome>{run(0, 7, 0.5)});
  CHECK(pairs.advantages.empty());
  CHECK(pairs.unpaired == std::vector<std::string>{"cell 0, seed 7"});
  CHECK(pairs.first_started == "t5");
}

TEST_CASE("claim pairs: several pairs of cells share their seeds") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const RunPairs pairs =
      pair_runs(study, tanh_wins(),
                std::vector<Outcome>{run(0, 1, 1), run(1, 1, 2), run(2, 1, 4), run(3, 1, 8)});
  CHECK(pairs.advantages == std::vector<double>{3, 6});
  CHECK(pairs.seeds == 1);
}

TEST_CASE("claim pairs: better is less or more, as the study or the metric's name says") {
  const std::vector<Outcome> outcomes{run(0, 1, 0.25), run(1, 1, 0.75)};
  Study study = two_activations();
  study.experiment.goal = Goal::kMaximize;  // of dev.cost
  CHECK(pair_runs(study, tanh_wins(), outcomes).advantages == std::vector<double>{-0.5});
  Claim claim = tanh_wins();
  claim.metric = "train.cost";
  CHECK(pair_runs(study, claim, outcomes).advantages == std::vector<double>{0.5});
  claim.metric = "dev.accuracy";
  CHECK(pair_runs(study, claim, outcomes).advantages == std::vector<double>{-0.5});
}

TEST_CASE("claim pairs: a run that gave no value is worse than any other, two such are equal") {
  struct End {
    std::optional<double> value;
    Status status = Status::kFinished;
  };
  const auto advantage = [](const End& better, const End& than) {
    return pairs_of({run(0, 1, better.value, better.status), run(1, 1, than.value, than.status)})
        .advantages.at(0);
  };
  CHECK(advantage({0.5}, {0.1, Status::kDiverged}) == kInfinity);  // however good it was
  CHECK(advantage({0.5}, {{}, Status::kTimeout}) == kInfinity);
  CHECK(advantage({{}, Status::kCrashed}, {0.5}) == -kInfinity);
  CHECK(advantage({{}, Status::kOom}, {{}, Status::kFailed}) == 0);
  CHECK(advantage({std::nan("")}, {0.5}) == -kInfinity);
  CHECK(advantage({0.5}, {std::nullopt}) == kInfinity);  // finished without the metric
}

TEST_CASE("claim pairs: runs without a value are counted on each side") {
  const RunPairs pairs =
      pairs_of({run(0, 1, {}, Status::kCrashed), run(1, 1, 0.5), run(0, 2, {}, Status::kOom),
                run(1, 2, {}, Status::kDiverged), run(0, 3, 0.5), run(1, 3, 0.5),
                run(0, 4, {}, Status::kCrashed)});  // unpaired: not used
  CHECK(pairs.bad_better == 2);
  CHECK(pairs.bad_than == 1);
}

TEST_CASE("claim pairs: an interrupted run has not ended, its partner waits for it") {
  const RunPairs pairs = pairs_of({run(0, 1, 0.5), run(1, 1, 0.7, Status::kInterrupted)});
  CHECK(pairs.advantages.empty());
  CHECK(pairs.unpaired == std::vector<std::string>{"cell 0, seed 1"});
}

TEST_CASE("claim pairs: the first start is that of all its runs, paired or not") {
  const auto first_of = [](const std::string& paired, const std::string& unpaired) {
    return pairs_of({run(0, 1, 1, Status::kFinished, paired), run(1, 1, 1), run(1, 2, 1),
                     run(0, 3, 1, Status::kFinished, unpaired)})
        .first_started;
  };
  CHECK(first_of("t3", "t4") == "t3");
  CHECK(first_of("t3", "t2") == "t2");
  CHECK(pairs_of({}).first_started.empty());
}
