#include "judge/confirm.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <variant>

#include "base/error.hpp"
#include "judge/cell_pairs.hpp"
#include "pairs_study.hpp"
#include "study/folds.hpp"
#include "support/trials.hpp"

using namespace ice;
using namespace ice::judge;
using ice::base::Value;
using ice::study::Claim;
using ice::study::Study;

namespace {

Study with_claim(Study study, const Claim& claim) {
  study.idea.claims = {claim};
  return study;
}

Study confirmed(const Study& study, const Claim& claim) {
  return confirmation(with_claim(study, claim), claim.name);
}

// The code that every cell of a study trains.
std::multiset<std::string> codes_of(const Study& study) {
  std::multiset<std::string> codes;
  for (std::uint64_t i = 0; i < ice::test::slot_count(study); ++i) {
    const auto content = ice::test::trial_at(study, i);
    if (const auto* trial = std::get_if<ice::study::Trial>(&content); trial != nullptr)
      if (trial->seed_index == 0) codes.insert(trial->code.dump());
  }
  return codes;
}

// The code of the cells that a claim compares.
std::multiset<std::string> compared(const Study& study, const Claim& claim) {
  std::set<std::uint64_t> cells;
  for (const auto& [better, than] : pair_cells(study, claim, planned_cells(study)).pairs)
    cells.insert({better, than});
  std::multiset<std::string> codes;
  for (std::uint64_t i = 0; i < ice::test::slot_count(study); ++i) {
    const auto content = ice::test::trial_at(study, i);
    const auto* trial = std::get_if<ice::study::Trial>(&content);
    if (trial != nullptr && trial->seed_index == 0 && cells.count(trial->cell) > 0)
      codes.insert(trial->code.dump());
  }
  return codes;
}

// What a confirmation is held to, whatever the study.
void check_cells(const Study& study, const Claim& claim) {
  const Study fresh = confirmed(study, claim);
  CAPTURE(fresh.text);
  const std::multiset<std::string> wanted = compared(study, claim);
  REQUIRE_FALSE(wanted.empty());
  CHECK(codes_of(fresh) == wanted);
  CHECK(compared(fresh, claim) == wanted);
  const Study again = ice::study::load_text(fresh.text, "again.yaml", {});
  CHECK(again.text == fresh.text);
  CHECK(codes_of(again) == wanted);
  CHECK(again.experiment.seeds == fresh.experiment.seeds);
}

std::string refusal(const Study& study, const std::string& claim) {
  try {
    (void)confirmation(study, claim);
  } catch (const ice::base::UserError& error) {
    return error.what();
  }
  return "accepted";
}

const std::string kTwoAxes =
    "network.activation: {values: [tanh, relu, sigmoid]}, "
    "optimizer.learning_rate: {values: [0.1, 1]}";

}  // namespace

TEST_CASE("confirm: a study of its own that follows, with the claim alone") {
  Study study = study_of(kTwoAxes);
  Claim other = tanh_wins();
  other.name = "H2";
  study.idea.claims = {tanh_wins(), other};
  const Study fresh = confirmation(study, "H2");
  CHECK(fresh.name == "pairs-confirm-h2");
  CHECK(fresh.idea.follows == "pairs");
  CHECK(fresh.idea.title == "H2 of pairs on fresh seeds");
  REQUIRE(fresh.idea.claims.size() == 1);
  CHECK(fresh.idea.claims[0].name == "H2");
  CHECK(fresh.idea.claims[0].alpha == other.alpha);
  CHECK(confirmation_name("s", "A longer Name") == "s-confirm-a-longer-name");
}

TEST_CASE("confirm: as many seeds, none of them used, and more of them keep the first") {
  const auto seeds_of = [](std::size_t count) {
    Study study = study_of(kTwoAxes);
    study.experiment.seeds.clear();
    for (std::uint64_t i = 0; i < count; ++i) study.experiment.seeds.push_back(i + 1);
    return confirmed(study, tanh_wins()).experiment.seeds;
  };
  const auto six = seeds_of(6);
  REQUIRE(six.size() == 6);
  for (const std::uint64_t seed : six) CHECK(seed > 6);
  const auto nine = seeds_of(9);
  CHECK(std::vector<std::uint64_t>(nine.begin(), nine.begin() + 6) == six);
}

TEST_CASE("confirm: with folds, each fresh seed has a run for each of them") {
  Study study = study_of(kTwoAxes);
  study.experiment.folds = 2;
  study.experiment.seeds = ice::study::spread_over_folds({1, 2, 3}, 2);
  const ice::study::Experiment fresh = confirmed(study, tanh_wins()).experiment;
  CHECK(fresh.seeds.size() == 6);
  CHECK(fresh.seeds == ice::study::spread_over_folds(given_seeds(fresh), 2));
}

TEST_CASE("confirm: the cells that the claim compares, and no others") {
  check_cells(study_of(kTwoAxes), tanh_wins());
  check_cells(study_of(kTwoAxes),
              claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}}));
  check_cells(study_of(kTwoAxes),
              claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}, {kRate, 0.1}}));
}

TEST_CASE("confirm: of a search, the cells of start_with") {
  check_cells(study_of("optimizer.learning_rate: {min: 0.1, max: 1}, network.activation: {values: "
                       "[tanh, relu]}",
                       "  method: tpe\n  run_cap: 40\n  start_with: [{learning_rate: 0.5, "
                       "activation: tanh}, {learning_rate: 0.5, activation: relu}]\n"),
              tanh_wins());
}

TEST_CASE("confirm: what the study excludes stays out") {
  check_cells(study_of(kTwoAxes + ", training.epochs: {values: [1, 2]}",
                       "  exclude: [{network.activation: relu, optimizer.learning_rate: 1}, "
                       "{network.activation: sigmoid, training.epochs: 2}]\n"),
              tanh_wins());
}

TEST_CASE("confirm: parameters of some cells only keep their conditions, others leave") {
  const std::string some =
      "optimizer: {values: [gradient_descent, momentum, adam]}, "
      "optimizer.beta: {values: [0.5, 0.9], when: {optimizer: momentum}}";
  check_cells(study_of(some), claim_of({{"optimizer", "momentum"}, {"optimizer.beta", 0.9}},
                                       {{"optimizer", "adam"}}));
  check_cells(study_of(some),
              claim_of({{"optimizer", "adam"}}, {{"optimizer", "gradient_descent"}}));
  check_cells(study_of(some), claim_of({{"optimizer.beta", 0.9}}, {{"optimizer.beta", 0.5}}));
}

TEST_CASE("confirm: parameters that vary together still do") {
  check_cells(
      study_of("network.activation: {values: [tanh, relu, sigmoid]}, "
               "optimizer.learning_rate: {values: [0.1, 1, 10]}, "
               "training.epochs: {values: [1, 2]}",
               "  zip: [[network.activation, optimizer.learning_rate]]\n"),
      claim_of({{kActivation, "sigmoid"}, {kRate, 10}}, {{kActivation, "tanh"}, {kRate, 0.1}}));
}

TEST_CASE("confirm: drawn cells are listed") {
  Study study =
      study_of("network.activation: {values: [tanh, relu]}, training.epochs: {values: [1, 2]}",
               "  method: random\n  run_cap: 40\n");
  const Study fresh = confirmed(study, tanh_wins());
  const auto drawn = compared(study, tanh_wins());
  const auto listed = codes_of(fresh);
  CHECK(std::set<std::string>(listed.begin(), listed.end()) ==
        std::set<std::string>(drawn.begin(), drawn.end()));
}

TEST_CASE("confirm: an unknown claim names the nearest") {
  Study study = with_claim(study_of(kTwoAxes), tanh_wins());
  study.idea.claims[0].name = "faster";
  CHECK(refusal(study, "fastr") == "--confirm: pairs has no claim 'fastr'. Did you mean 'faster'?");
  study.idea.claims.clear();
  CHECK(refusal(study, "H1") ==
        "--confirm: pairs has no claim 'H1'. It has none: idea.claims declares them");
}

TEST_CASE("confirm: a claim that compares nothing cannot be tried again") {
  CHECK(refusal(with_claim(study_of(kTwoAxes), claim_of({{kActivation, "tanh"}}, {{kRate, 1}})),
                "H") == "--confirm: H of pairs compares no cells that are pairs");
}
