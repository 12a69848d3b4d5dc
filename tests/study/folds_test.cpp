#include "study/folds.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "studies.hpp"
#include "study/expand.hpp"

using namespace ice;
using namespace ice::study;

namespace {

using Seeds = std::vector<std::uint64_t>;

Study folded(const std::string& split, const std::string& experiment = "  seeds: [7, 8]\n") {
  std::string text = kCode + "experiment:\n" + experiment;
  const std::string planar = "{name: planar}";
  return study_of(
      text.replace(text.find(planar), planar.size(), "{name: planar, split: " + split + "}"));
}

}  // namespace

TEST_CASE("folds: each seed has a run for each fold, the first by the seed itself") {
  const Study study = folded("{folds: 3}");
  const Seeds& seeds = study.experiment.seeds;
  CHECK(study.experiment.folds == 3);
  REQUIRE(seeds.size() == 6);
  CHECK((seeds[0] == 7 && seeds[3] == 8));
  CHECK(std::set<std::uint64_t>(seeds.begin(), seeds.end()).size() == 6);
  CHECK(Expansion(study).slot_count() == 6);
  CHECK(given_seeds(study.experiment) == Seeds{7, 8});
  for (std::uint64_t i = 0; i < 6; ++i) {
    CHECK(split_of(study.experiment, i).seed == (i < 3 ? 7 : 8));
    CHECK(split_of(study.experiment, i).fold == i % 3 + 1);
  }
}

TEST_CASE("folds: more seeds keep the runs of the first ones") {
  const Seeds two = folded("{folds: 4}", "  seeds: {count: 2, root: 5}\n").experiment.seeds;
  const Seeds three = folded("{folds: 4}", "  seeds: {count: 3, root: 5}\n").experiment.seeds;
  CHECK(std::equal(two.begin(), two.end(), three.begin()));
}

TEST_CASE("folds: a study that is written out and read again is the same") {
  for (const char* seeds : {"  seeds: [7, 8]\n", "  seeds: {count: 2, root: 5}\n"}) {
    const Study study = folded("{folds: 3}", seeds);
    const Study again = load_recorded(study.text, "f.yaml", ".");
    CHECK(again.experiment.seeds == study.experiment.seeds);
    CHECK(again.text == study.text);
  }
}

TEST_CASE("folds: one of them, or none, leaves the seeds as they are") {
  for (const char* split : {"{folds: 3, fold: 2}", "{dev: 0.2}", "{dev: 0.2, by: seed}"}) {
    const Study study = folded(split);
    CHECK(study.experiment.folds == 0);
    CHECK(study.experiment.seeds == Seeds{7, 8});
    CHECK(split_of(study.experiment, 1).seed == 8);
    CHECK(split_of(study.experiment, 1).fold == 0);
  }
}

TEST_CASE("folds: their number is not varied") {
  CHECK_THAT(refusal_by([] {
               return folded(
                   "{test: 0.2}",
                   "  seeds: [7]\n  parameters:\n    data.split.folds: {values: [3, 5]}\n");
             }),
             Catch::Contains("experiment.parameters.data.split.folds: cannot be varied: it decides "
                             "how many runs a cell has. Write it under code.data.split"));
}
