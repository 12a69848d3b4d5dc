// Expansion: which trial stands in which slot, and why some hold none.
#include "study/expand.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <variant>

#include "base/rng.hpp"
#include "random_study.hpp"
#include "studies.hpp"
#include "study/conditions.hpp"
#include "support/trials.hpp"

using ice::base::Value;
using ice::study::Choice;
using ice::study::Condition;
using ice::study::Expansion;
using ice::study::Skipped;
using ice::study::Study;
using ice::study::Trial;
using ice::test::slot_count;
using ice::test::trial_at;
using ice::test::trial_in;

namespace {

// A slot as text: "epochs 1 noise 2 / 7" with the last part of each name and the seed, or
// "- reason".
std::string slot_text(const Study& study, std::uint64_t i) {
  const auto slot = trial_at(study, i);
  if (const auto* skipped = std::get_if<Skipped>(&slot)) return "- " + skipped->reason;
  const Trial& trial = std::get<Trial>(slot);
  std::string text;
  for (const auto& [name, value] : trial.parameters)
    text += fmt::format("{} {} ", ice::base::last_part(name), ice::base::to_text(value));
  return text + fmt::format("/ {}", trial.seed);
}

std::vector<std::string> slots(const Study& study) {
  std::vector<std::string> all;
  for (std::uint64_t i = 0; i < slot_count(study); ++i) all.push_back(slot_text(study, i));
  return all;
}

std::vector<std::string> slots(const std::string& parameters, const std::string& more) {
  return slots(study_of(varying(parameters, more)));
}

using Slots = std::vector<std::string>;

}  // namespace

TEST_CASE("expand: the first parameter turns slowest, the seeds of a cell stand together") {
  CHECK(slots("epochs: {values: [1, 2]}\n    noise: {values: [3, 4]}", "  seeds: [7, 8]\n") ==
        Slots{"epochs 1 noise 3 / 7", "epochs 1 noise 3 / 8", "epochs 1 noise 4 / 7",
              "epochs 1 noise 4 / 8", "epochs 2 noise 3 / 7", "epochs 2 noise 3 / 8",
              "epochs 2 noise 4 / 7", "epochs 2 noise 4 / 8"});
}

TEST_CASE("expand: without parameters there is one cell") {
  CHECK(slots(study_of(kCode + "experiment: {seeds: [1, 2]}\n")) == Slots{"/ 1", "/ 2"});
}

TEST_CASE("expand: zipped axes advance together") {
  CHECK(slots("epochs: {values: [1, 2]}\n    noise: {values: [3, 4]}\n    l2: {values: [5, 6]}",
              "  seeds: [0]\n  zip: [[epochs, l2]]\n") ==
        Slots{"epochs 1 noise 3 l2 5 / 0", "epochs 1 noise 4 l2 5 / 0", "epochs 2 noise 3 l2 6 / 0",
              "epochs 2 noise 4 l2 6 / 0"});
}

TEST_CASE("expand: excluded cells keep their slots and their reason") {
  CHECK(slots("epochs: {values: [1, 2]}\n    noise: {values: [3, 4]}",
              "  seeds: [0]\n  exclude: [{epochs: 1, noise: {gt: 3}}, {epochs: {ge: 2}}]\n") ==
        Slots{"epochs 1 noise 3 / 0", "- training.epochs = 1 and data.noise > 3",
              "- training.epochs >= 2", "- training.epochs >= 2"});
}

TEST_CASE("expand: a parameter exists only where its condition holds") {
  CHECK(slots("activation: {values: [relu, leaky_relu]}\n"
              "    network.activation.slope: {values: [1, 2], when: {activation: leaky_relu}}",
              "  seeds: [0]\n") == Slots{"activation relu / 0", "- ",
                                         "activation leaky_relu slope 1 / 0",
                                         "activation leaky_relu slope 2 / 0"});
}

TEST_CASE("expand: conditions may build on one another, in any order") {
  CHECK(slots("l2: {values: [5, 6], when: {noise: 3}}\n"
              "    noise: {values: [3, 4], when: {epochs: 1}}\n    epochs: {values: [1, 2]}",
              "  seeds: [0]\n") == Slots{"l2 5 noise 3 epochs 1 / 0", "epochs 2 / 0",
                                         "noise 4 epochs 1 / 0", "- ", "l2 6 noise 3 epochs 1 / 0",
                                         "- ", "- ", "- "});
}

TEST_CASE("expand: the code of a trial has the cell's values") {
  const Study study = study_of(
      varying("optimizer: {values: [adam, {name: momentum, learning_rate: 0.5}]}\n"
              "    hidden: {values: [[4]]}\n    activation: {values: [tanh]}\n"
              "    network.activation.slope: {values: [2.0]}\n    data.split.dev: {value: 0.2}",
              "  seeds: [0]\n"));
  const Value first = trial_in(study, 0).code;
  CHECK(first["optimizer"] == Value{{"name", "adam"}, {"learning_rate", 0.01}});
  CHECK(first["network"] ==
        Value::parse(R"({"hidden": [{"units": 4}], "output": {"name": "sigmoid"},
                                             "activation": {"name": "tanh", "slope": 2}})"));
  CHECK(first["data"] == Value::parse(R"({"name": "planar", "split": {"dev": 0.2}})"));
  CHECK(first["training"]["epochs"] == 3);
  CHECK(trial_in(study, 1).code["optimizer"] ==
        Value{{"name", "momentum"}, {"learning_rate", 0.5}});
}

TEST_CASE("expand: a parameter of a varied plugin is set after the plugin") {
  const Study study =
      study_of(varying("learning_rate: {values: [5, 6]}\n"
                       "    optimizer: {values: [adam, {name: momentum, learning_rate: 0.5}]}",
                       "  seeds: [0]\n"));
  CHECK(trial_in(study, 1).code["optimizer"] == Value{{"name", "momentum"}, {"learning_rate", 5}});
  CHECK(trial_in(study, 2).code["optimizer"] == Value{{"name", "adam"}, {"learning_rate", 6}});
}

TEST_CASE("expand: 1.0 and 1 give the same code") {
  const auto code = [](const std::string& number) {
    const Study study = study_of(varying("noise: {values: [" + number + "]}"));
    return ice::base::canonical(trial_in(study, 0).code);
  };
  CHECK(code("1") == code("1.0"));
  CHECK(code("1") == code("1e0"));
  CHECK(code("0x10") == code("16"));
  CHECK(code("1") != code("1.5"));
}

TEST_CASE("expand: random cells are the same for a root, and more of them keep the first") {
  const auto cells = [](int cap, int root) {
    return slots(
        "noise: {min: 0, max: 1}\n    epochs: {values: [1, 2, 3]}",
        fmt::format("  method: random\n  run_cap: {}\n  seeds: {{root: {}}}\n", cap, root));
  };
  const Slots five = cells(5, 1), nine = cells(9, 1);
  CHECK(five.size() == 5);
  CHECK(Slots(nine.begin(), nine.begin() + 5) == five);
  CHECK(std::set(nine.begin(), nine.end()).size() == 9);
  CHECK(cells(5, 2) != five);
}

TEST_CASE("expand: every random cell gets all seeds") {
  const Study study = study_of(
      varying("noise: {min: 0, max: 1}", "  method: random\n  run_cap: 5\n  seeds: [7, 8, 9]\n"));
  REQUIRE(slot_count(study) == 6);
  for (std::uint64_t i = 0; i < 6; ++i) {
    const Trial trial = trial_in(study, i);
    CHECK(trial.cell == i / 3);
    CHECK(trial.seed == 7 + i % 3);
    CHECK(trial.parameters == trial_in(study, i - i % 3).parameters);
  }
}

TEST_CASE("expand: shuffled cells are the declared ones in another order") {
  const std::string parameters = "epochs: {min: 1, max: 50, step: 1}";
  const Slots declared = slots(parameters, "  seeds: [1, 2]\n");
  Slots shuffled = slots(parameters, "  seeds: [1, 2]\n  order: shuffled\n");
  CHECK(shuffled != declared);
  for (std::size_t i = 0; i < shuffled.size(); i += 2)
    CHECK(shuffled[i].substr(0, shuffled[i].size() - 1) ==
          shuffled[i + 1].substr(0, shuffled[i + 1].size() - 1));
  std::sort(shuffled.begin(), shuffled.end());
  Slots sorted = declared;
  std::sort(sorted.begin(), sorted.end());
  CHECK(shuffled == sorted);
}

TEST_CASE("expand: a condition holds for a trial as for its cell") {
  const Study study = study_of(varying("noise: {values: [1]}"));
  const Trial trial = trial_in(study, 0);
  CHECK(holds(Condition{"data.noise", Condition::Op::kEq, 1}, trial));
  CHECK_FALSE(holds(Condition{"data.noise", Condition::Op::kGt, 1}, trial));
  CHECK(holds(Condition{"loss.delta", Condition::Op::kNe, 1}, trial));
  CHECK_FALSE(holds(Condition{"loss.delta", Condition::Op::kEq, 1}, trial));
}

namespace {

// The cells of a grid by plain recursion over the listed values: the oracle of the expansion.
// Values stand in the order of the parameters; null where one does not exist.
void enumerate(const ice::study::Experiment& experiment, std::vector<Value> values,
               std::set<std::vector<Value>>& cells) {
  const auto& parameters = experiment.parameters;
  if (values.size() < parameters.size()) {
    for (const Value& value : parameters[values.size()].values) {
      std::vector<Value> longer = values;
      longer.push_back(value);
      enumerate(experiment, std::move(longer), cells);
    }
    return;
  }
  const auto at = [&](const std::string& name) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      if (parameters[i].name == name) return i;
    return parameters.size();
  };
  const auto digit = [&](const std::string& name) {
    const auto& listed = parameters[at(name)].values;
    return std::find(listed.begin(), listed.end(), values[at(name)]) - listed.begin();
  };
  for (const auto& group : experiment.zip)
    for (const std::string& name : group)
      if (digit(name) != digit(group[0])) return;
  const auto all_hold = [&](const std::vector<Condition>& conditions) {
    return std::ranges::all_of(conditions, [&](const Condition& condition) {
      return holds(condition, values[at(condition.parameter)]);
    });
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (values[i].is_null() || all_hold(parameters[i].when)) continue;
      values[i] = nullptr;
      changed = true;
    }
  }
  for (const auto& exclusion : experiment.exclude)
    if (all_hold(exclusion.conditions)) return;
  cells.insert(values);
}

}  // namespace

TEST_CASE("expand: a grid has exactly the cells that enumeration finds, each once") {
  int grids = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    RandomStudy random(i);
    if (random.is_random()) continue;
    ++grids;
    const std::string text = random.text(2);
    INFO(text);
    const Study study = study_of(text);
    std::set<std::vector<Value>> expected;
    enumerate(study.experiment, {}, expected);
    const Expansion expansion(study);
    std::multiset<std::vector<Value>> found;
    for (std::uint64_t slot = 0; slot < expansion.slot_count(); ++slot) {
      const auto content = expansion.choose(slot);
      if (const auto* choice = std::get_if<Choice>(&content)) found.insert(choice->values);
    }
    REQUIRE(found.size() == 2 * expected.size());
    for (const auto& cell : expected) REQUIRE(found.count(cell) == 2);
  }
  CHECK(grids > 100);
}

TEST_CASE("expand: a slot is a function of the study and the slot alone") {
  for (std::uint64_t i = 0; i < 100; ++i) {
    const std::string text = RandomStudy(i).text(2);
    INFO(text);
    const Study study = study_of(text), again = study_of(text);
    const std::uint64_t count = slot_count(study);
    std::vector<std::string> forward(count), backward(count);
    for (std::uint64_t slot = 0; slot < count; ++slot) forward[slot] = slot_text(study, slot);
    for (std::uint64_t slot = count; slot-- > 0;) backward[slot] = slot_text(again, slot);
    REQUIRE(forward == backward);
  }
}

TEST_CASE("expand: more seeds keep all earlier trials") {
  const auto trials = [](std::uint64_t index, int seeds) {
    const Study study = study_of(RandomStudy(index).text(seeds));
    std::map<std::pair<std::string, std::uint64_t>, std::string> codes;
    for (std::uint64_t i = 0; i < slot_count(study); ++i) {
      const auto slot = trial_at(study, i);
      if (const auto* trial = std::get_if<Trial>(&slot))
        codes[{ice::base::canonical(trial->code), trial->seed}] = std::to_string(trial->seed_index);
    }
    return codes;
  };
  for (std::uint64_t i = 0; i < 150; ++i) {
    if (RandomStudy(i).is_random()) continue;  // run_cap shares its runs among more seeds
    const auto few = trials(i, 2), more = trials(i, 5);
    REQUIRE(std::ranges::includes(more, few));
  }
}

TEST_CASE("expand: a grid of 10^6 cells is walked") {
  const Study study = study_of(
      varying("network.activation: {values: [relu, tanh]}\n"
              "    learning_rate: {min: 1e-4, max: 1, distribution: log_uniform, points: 100}\n"
              "    noise: {min: 0, max: 1, points: 100}\n    epochs: {min: 1, max: 50, step: 1}",
              "  exclude: [{network.activation: relu, learning_rate: {gt: 0.5}}]\n"));
  const Expansion expansion(study);
  REQUIRE(expansion.slot_count() == 1'000'000);
  std::uint64_t trials = 0;
  for (std::uint64_t i = 0; i < expansion.slot_count(); ++i)
    trials += std::holds_alternative<Choice>(expansion.choose(i)) ? 1 : 0;
  // 10^(-4 + 4k/99) > 0.5 for the last eight points, k = 92 to 99.
  CHECK(trials == 1'000'000 - 8 * 100 * 50);
}
