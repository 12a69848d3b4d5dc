// Questions about cells, answered by the parameters that matter, against a walk over all of them.
#include "study/cell_search.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "random_study.hpp"
#include "study/claim_cells.hpp"
#include "study/conditions.hpp"

using ice::base::Value;
using ice::study::Answer;
using ice::study::CellSearch;
using ice::study::Choice;
using ice::study::Claim;
using ice::study::ClaimCells;
using ice::study::Condition;
using ice::study::Expansion;
using ice::study::Parameter;
using ice::study::Study;

namespace {

using Values = CellSearch::Values;

// All cells of a study.
std::vector<Values> cells_of(const Study& study, const Expansion& expansion) {
  std::vector<Values> cells;
  for (std::uint64_t i = 0; i < expansion.slot_count(); i += study.experiment.seeds.size()) {
    const auto content = expansion.choose(i);
    if (const auto* choice = std::get_if<Choice>(&content)) cells.push_back(choice->values);
  }
  return cells;
}

// Two equalities on parameters a and b, by their i-th and j-th value.
struct Pick {
  std::size_t a = 0, i = 0, b = 0, j = 0;
};

template <class Visit>
void for_each_pick(const Study& study, Visit visit) {
  const auto& all = study.experiment.parameters;
  for (std::size_t a = 0; a < all.size(); ++a)
    for (std::size_t b = 0; b < all.size(); ++b)
      for (std::size_t i = 0; i < all[a].values.size(); ++i)
        for (std::size_t j = 0; j < all[b].values.size(); ++j) visit(Pick{a, i, b, j});
}

Answer answer(bool found) { return found ? Answer::kYes : Answer::kNo; }

}  // namespace

TEST_CASE("cell search: of two values together, as a walk over all cells says") {
  int asked = 0;
  for (std::uint64_t index = 0; index < 30; ++index) {
    RandomStudy random(index);
    if (random.is_random()) continue;
    const std::string text = random.text(2);
    INFO(text);
    const Study study = study_of(text);
    const Expansion expansion(study);
    const std::vector<Values> cells = cells_of(study, expansion);
    const auto& parameters = study.experiment.parameters;
    for_each_pick(study, [&](const Pick& pick) {
      const CellSearch::Holds holds = [&](const Values& values) {
        return values[pick.a] == parameters[pick.a].values[pick.i] &&
               values[pick.b] == parameters[pick.b].values[pick.j];
      };
      CellSearch search(study, expansion);
      const std::set<std::string> named{parameters[pick.a].name, parameters[pick.b].name};
      const Answer expected = answer(std::ranges::any_of(cells, holds));
      REQUIRE(search.any(named, holds) == expected);
      if (expected == Answer::kYes) REQUIRE(search.any_raw(named, holds) == Answer::kYes);
      ++asked;
    });
  }
  CHECK(asked > 300);
}

TEST_CASE("cell search: whether a claim has a pair, as all pairs of cells say") {
  int with = 0, without = 0;
  for (std::uint64_t index = 0; index < 30; ++index) {
    RandomStudy random(index);
    if (random.is_random()) continue;
    const std::string text = random.text(1);
    INFO(text);
    const Study study = study_of(text);
    const Expansion expansion(study);
    const std::vector<Values> cells = cells_of(study, expansion);
    const auto& all = study.experiment.parameters;
    for_each_pick(study, [&](const Pick& pick) {
      const Claim claim{"H",
                        "train.cost",
                        {{all[pick.a].name, all[pick.a].values[pick.i]}},
                        {{all[pick.b].name, all[pick.b].values[pick.j]}}};
      ClaimCells walked(study, claim), searched(study, claim);
      const bool expected =
          std::ranges::any_of(cells, [&](const Values& values) { return walked.add(values); });
      CellSearch search(study, expansion);
      const Answer found =
          search.visit_pairable({all[pick.a].name, all[pick.b].name},
                                [&](const Values& values) { return searched.add(values); });
      REQUIRE(found == answer(expected));
      if (!expected) REQUIRE(searched.are_different() == walked.are_different());
      ++(expected ? with : without);
    });
  }
  CHECK(with > 50);
  CHECK(without > 50);
}

TEST_CASE("cell search: what is too much to look at is not known") {
  const Study study = study_of(
      varying("noise: {min: 0, max: 1, points: 2000}\n    l2: {min: 0, max: 1, points: 2000}"));
  const Expansion expansion(study);
  CellSearch search(study, expansion);
  const auto never = [](const Values&) { return false; };
  CHECK(search.any({"data.noise"}, never) == Answer::kNo);
  CHECK(search.any({"data.noise", "regularization.l2"}, never) == Answer::kUnknown);
}
