// The loop of a study that somebody else trains.
#include "plan/elsewhere.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace ice;
using plan::ask;
using plan::Asked;
using store::ToldStatus;
using store::ToldTrial;

namespace {

study::Study study_with(const std::string& experiment) {
  return study::load_text("name: mine\ncode: elsewhere\nexperiment:\n" + experiment, "f.yaml", ".");
}

const std::string kAskedFor =
    "  method: tpe\n  run_cap: 12\n  ahead: 2\n  seeds: [1, 2]\n"
    "  metric: {name: dev.accuracy, goal: maximize}\n  parameters:\n    x: {min: 0, max: 1}\n";

ToldTrial told(ToldTrial trial, double accuracy) {
  trial.status = ToldStatus::kFinished;
  trial.metrics = {{"dev.accuracy", accuracy}};
  return trial;
}

}  // namespace

TEST_CASE("elsewhere: a grid gives out its cells, the seeds of a cell one after the other") {
  const study::Study study =
      study_with("  seeds: [1, 2]\n  parameters:\n    x: {values: [0.1, 0.2]}\n");
  const Asked asked = ask(study, {}, 10);
  REQUIRE(asked.trials.size() == 4);
  CHECK(asked.planned == 4);
  CHECK(asked.trials[1].cell == 0);
  CHECK(asked.trials[1].seed == 2);
  CHECK(asked.trials[2].parameters == base::Value{{"x", 0.2}});
  CHECK(!asked.best);
}

TEST_CASE("elsewhere: what was asked for is not given out again, unless its trainer is lost") {
  const study::Study study = study_with(kAskedFor);
  std::vector<ToldTrial> known = ask(study, {}, 3).trials;
  REQUIRE(known.size() == 3);
  const Asked rest = ask(study, known, 10);
  CHECK(rest.trials.size() == 1);  // two cells ahead, with two seeds each
  CHECK(rest.waiting_for.size() == 3);
  CHECK(rest.planned == 12);
  CHECK(ask(study, known, 1, true).trials[0].key == known[0].key);
}

TEST_CASE("elsewhere: cells follow results, which are told in any order") {
  const study::Study study = study_with(kAskedFor);
  std::vector<ToldTrial> known, backwards;
  for (int round = 0; round < 6; ++round) {
    for (const ToldTrial& trial : ask(study, known, 2).trials)
      known.push_back(told(trial, -trial.parameters["x"].get<double>()));
    std::vector<ToldTrial> two = ask(study, backwards, 2).trials;
    backwards.push_back(told(two[1], -two[1].parameters["x"].get<double>()));
    backwards.push_back(told(two[0], -two[0].parameters["x"].get<double>()));
  }
  const Asked end = ask(study, known, 2);
  CHECK(end.trials.empty());
  CHECK(end.told == 12);
  REQUIRE(end.best);
  double most = -1;
  for (const ToldTrial& trial : known) most = std::max(most, trial.metrics.at("dev.accuracy"));
  CHECK(end.best->value == most);
  for (std::size_t i = 0; i < known.size(); i += 2)
    CHECK(known[i].parameters == backwards[i + 1].parameters);
}

TEST_CASE("elsewhere: a failed trial makes its cell the worst") {
  const study::Study study = study_with(kAskedFor);
  std::vector<ToldTrial> known = ask(study, {}, 2).trials;
  known[0] = told(known[0], 0.9);
  known[1].status = ToldStatus::kFailed;
  const Asked asked = ask(study, known, 1);
  CHECK(asked.told == 2);
  CHECK(!asked.best);
  CHECK(asked.trials[0].cell == 1);
}
