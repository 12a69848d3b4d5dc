#include "judge/claim_pairs.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "numbers.hpp"
#include "pairs_study.hpp"

using namespace ice;
using namespace ice::judge;
using ice::store::Outcome;
using ice::store::Status;
using ice::study::Claim;
using ice::study::Goal;
using ice::study::Study;

namespace {

using Doubles = std::vector<double>;

Study two_activations() { return study_of("network.activation: {values: [tanh, relu]}"); }

Outcome run(std::uint64_t cell, std::uint64_t seed, std::optional<double> value,
            Status status = Status::kFinished, const std::string& started = "t5") {
  return {cell, "key" + std::to_string(cell), seed, status, started, value};
}

RunPairs pairs_of(const std::vector<Outcome>& outcomes) {
  return pair_runs(two_activations(), tanh_wins(), outcomes, planned_cells(two_activations()));
}

Doubles means_of(const RunPairs& pairs) {
  Doubles means;
  for (const SeedDifference& seed : pairs.of_seeds.seeds) means.push_back(seed.mean);
  return means;
}

}  // namespace

TEST_CASE("claim pairs: runs of the same seed are compared, what has no partner is named") {
  const RunPairs pairs = pairs_of({run(0, 1, 0.25), run(0, 2, 0.5), run(0, 4, 0.1), run(1, 1, 0.75),
                                   run(1, 2, 0.25), run(1, 3, 0.1)});
  CHECK(means_of(pairs) == Doubles{0.5, -0.25});
  CHECK(pairs.of_seeds.pairs == 2);
  CHECK(pairs.unpaired == std::vector<std::string>{"cell 0, seed 4", "cell 1, seed 3"});
  CHECK(pairs.of_seeds.bad_better + pairs.of_seeds.bad_than == 0);
}

TEST_CASE("claim pairs: runs of a cell without a partner are named too") {
  const Study study = study_of("network.activation: {values: [tanh, relu]}",
                               "  exclude: [{network.activation: relu}]\n");
  const RunPairs pairs =
      pair_runs(study, tanh_wins(), std::vector<Outcome>{run(0, 7, 0.5)}, planned_cells(study));
  CHECK(pairs.of_seeds.seeds.empty());
  CHECK(pairs.unpaired == std::vector<std::string>{"cell 0, seed 7"});
  CHECK(pairs.first_started == "t5");
}

TEST_CASE("claim pairs: several pairs of cells are averaged over each seed") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const RunPairs pairs =
      pair_runs(study, tanh_wins(),
                std::vector<Outcome>{run(0, 1, 1), run(1, 1, 2), run(2, 1, 4), run(3, 1, 8)},
                planned_cells(study));
  CHECK(means_of(pairs) == Doubles{4.5});  // of 4 - 1 and 8 - 2
  CHECK(pairs.of_seeds.pairs == 2);
}

TEST_CASE("claim pairs: better is less or more, as the study or the metric's name says") {
  const std::vector<Outcome> outcomes{run(0, 1, 0.25), run(1, 1, 0.75)};
  Study study = two_activations();
  study.experiment.goal = Goal::kMaximize;  // of dev.cost
  CHECK(means_of(pair_runs(study, tanh_wins(), outcomes, planned_cells(study))) == Doubles{-0.5});
  Claim claim = tanh_wins();
  claim.metric = "train.cost";
  CHECK(means_of(pair_runs(study, claim, outcomes, planned_cells(study))) == Doubles{0.5});
  claim.metric = "dev.accuracy";
  CHECK(means_of(pair_runs(study, claim, outcomes, planned_cells(study))) == Doubles{-0.5});
}

TEST_CASE("claim pairs: a run that gave no value is worse than any other, two such are equal") {
  struct End {
    std::optional<double> value;
    Status status = Status::kFinished;
  };
  const auto difference = [](const End& better, const End& than) {
    return means_of(pairs_of({run(0, 1, better.value, better.status),
                              run(1, 1, than.value, than.status)}))
        .at(0);
  };
  CHECK(difference({0.5}, {0.1, Status::kDiverged}) == kInfinity);  // however good it was
  CHECK(difference({0.5}, {{}, Status::kTimeout}) == kInfinity);
  CHECK(difference({{}, Status::kCrashed}, {0.5}) == -kInfinity);
  CHECK(difference({{}, Status::kOom}, {{}, Status::kFailed}) == 0);
  CHECK(difference({std::nan("")}, {0.5}) == -kInfinity);
  CHECK(difference({0.5}, {std::nullopt}) == kInfinity);  // finished without the metric
}

TEST_CASE("claim pairs: runs without a value are counted on each side") {
  const RunPairs pairs =
      pairs_of({run(0, 1, {}, Status::kCrashed), run(1, 1, 0.5), run(0, 2, {}, Status::kOom),
                run(1, 2, {}, Status::kDiverged), run(0, 3, 0.5), run(1, 3, 0.5),
                run(0, 4, {}, Status::kCrashed)});  // unpaired: not used
  CHECK(pairs.of_seeds.bad_better == 2);
  CHECK(pairs.of_seeds.bad_than == 1);
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

TEST_CASE("claim pairs: digests tell other cells and other seeds, and nothing else") {
  const RunPairs pairs = pairs_of({run(0, 1, 0.5), run(1, 1, 0.7)});
  const RunPairs other_values = pairs_of({run(1, 1, 0.1), run(0, 1, {}, Status::kCrashed)});
  CHECK(other_values.cells == pairs.cells);
  CHECK(other_values.runs == pairs.runs);
  const RunPairs other_seed = pairs_of({run(0, 2, 0.5), run(1, 2, 0.7)});
  CHECK(other_seed.cells == pairs.cells);
  CHECK(other_seed.runs != pairs.runs);
  std::vector<Outcome> mended{run(0, 1, 0.5), run(1, 1, 0.7)};
  mended[0].cell_key = "of another plugin file";
  CHECK(pairs_of(mended).cells != pairs.cells);
  CHECK(pairs.cell_keys == std::vector<std::string>{"key0", "key1"});
}
