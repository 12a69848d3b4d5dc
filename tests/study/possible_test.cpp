// Conditions and claims that can hold in no cell: told with their location and the value that was
// probably meant.
#include "study/possible.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "random_study.hpp"
#include "studies.hpp"
#include "support/trials.hpp"

using ice::base::join;
using ice::study::Study;

namespace {

const std::string kAxes =
    "optimizer: {values: [adam, {name: momentum, beta: 0.9}]}\n"
    "    network.hidden: {values: [[32], [64, 32]]}\n"
    "    learning_rate: {values: [0.001, 0.01, 0.1]}\n"
    "    activation: {values: [relu, leaky_relu]}\n"
    "    network.activation.slope: {values: [0.1, 0.2], when: {activation: leaky_relu}}";

// What is said of a rule to exclude on these axes; it stands in line 13.
std::string excluding(const std::string& rule, const std::string& axes = kAxes) {
  return refusal_of(varying(axes, "  exclude: [" + rule + "]\n"));
}

// The same of a parameter that exists only under a condition, which stands in line 13.
std::string existing(const std::string& when) {
  return refusal_of(varying(kAxes + "\n    l2: {values: [0, 1], when: " + when + "}"));
}

// A claim in line 1, its sides as given.
std::string claiming(const std::string& better, const std::string& than, const std::string& more,
                     const std::string& axes = kAxes) {
  return fmt::format("idea: {{claims: [{{name: H, metric: train.cost, better: {}, than: {}}}]}}\n",
                     better, than) +
         varying(axes, more);
}
std::string claim_refusal(const std::string& better, const std::string& than,
                          const std::string& more = "", const std::string& axes = kAxes) {
  return refusal_of(claiming(better, than, more, axes));
}

std::string warnings_of(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return join(study_of(text, overrides).warnings, "\n");
}

const std::string kRandom = "  method: random\n  run_cap: 4\n";

}  // namespace

TEST_CASE("possible: a value that the axis does not have, with the nearest one") {
  const std::string at = "experiment.exclude[0].";
  CHECK(excluding("{optimizer: momentumm}") ==
        "f.yaml:13:25: " + at +
            "optimizer: 'momentumm' is none of its values. Did you mean "
            "'momentum'?");
  CHECK(excluding("{hidden: [64, 33]}") == "f.yaml:13:22: " + at +
                                               "network.hidden: [64, 33] is none of its values. "
                                               "Did you mean [64, 32]?");
  CHECK(excluding("{learning_rate: 0.02}") ==
        "f.yaml:13:29: " + at +
            "optimizer.learning_rate: 0.02 is none of its values. Its values: "
            "0.001, 0.01, 0.1");
  CHECK(
      excluding("{learning_rate: {ne: 0.02}}") ==
      "f.yaml:13:12: experiment.exclude: every cell is excluded: optimizer.learning_rate != 0.02. "
      "Leave some cell to run\n"
      "f.yaml:13:34: " +
          at +
          "optimizer.learning_rate.ne: 0.02 is none of its values. Its values: 0.001, 0.01, "
          "0.1");
  CHECK(excluding("{activation: {in: [relu, rellu]}}") ==
        "f.yaml:13:38: " + at +
            "network.activation.in[1]: 'rellu' is none of its values. Did you "
            "mean 'relu'?");
  CHECK(excluding("{optimizer: {name: momentum, beta: 0.8}}") ==
        "f.yaml:13:25: " + at +
            "optimizer: {beta: 0.8, name: momentum} is none of its values. Did "
            "you mean {beta: 0.9, name: momentum}?");
  CHECK(excluding("{activation: tanh}") == "f.yaml:13:26: " + at +
                                               "network.activation: 'tanh' is none of its values. "
                                               "Its values: relu, leaky_relu");
}

TEST_CASE("possible: a text where the axis has numbers is said to be one") {
  CHECK(excluding("{learning_rate: '0.01'}") ==
        "f.yaml:13:29: experiment.exclude[0].optimizer.learning_rate: expected a number >= 0, got "
        "'0.01'");
  CHECK(excluding("{slope: '0.1'}") ==
        "f.yaml:13:21: experiment.exclude[0].network.activation.slope: expected a number, got the "
        "text '0.1'. Write it without quotes");
}

TEST_CASE("possible: of many values the first few are listed") {
  CHECK(excluding("{epochs: 11}", "epochs: {min: 1, max: 10, step: 1}")
            .find("11 is none of its values. Its values: 1, 2, 3, 4, 5, 6, 7, 8, ...") !=
        std::string::npos);
  CHECK(excluding("{epochs: 2}", "epochs: {value: 1}")
            .find("2 is none of its values. Its value: 1") != std::string::npos);
}

TEST_CASE("possible: what the axis has, however it is written") {
  for (const char* rule :
       {"{optimizer: momentum}", "{optimizer: core/momentum}", "{optimizer: {name: momentum}}",
        "{optimizer: {name: momentum, beta: 0.9}}", "{learning_rate: 1e-2}", "{hidden: [32.0]}",
        "{learning_rate: {gt: 0.05}}", "{learning_rate: {ne: 0.1}}", "{slope: {ne: 0.1}}",
        "{learning_rate: {gt: 0.001, lt: 0.1}}", "{activation: leaky_relu, slope: 0.2}",
        "{hidden: {in: [[32], [64, 32]]}, optimizer: adam}"}) {
    INFO(rule);
    CHECK(excluding(rule) == "accepted");
  }
  CHECK(excluding("{epochs: 1.0}", "epochs: {values: [1, 2]}") == "accepted");
}

TEST_CASE("possible: an ordering that no value meets") {
  CHECK(excluding("{learning_rate: {lt: 0.001}}") ==
        "f.yaml:13:34: experiment.exclude[0].optimizer.learning_rate.lt: never holds: no value "
        "fits optimizer.learning_rate < 0.001. Its values: 0.001, 0.01, 0.1");
  CHECK(excluding("{activation: {gt: 0.5}}") ==
        "f.yaml:13:31: experiment.exclude[0].network.activation.gt: never holds: no value fits "
        "network.activation > 0.5. Its values: relu, leaky_relu");
  CHECK(excluding("{epochs: {ne: 1}}", "epochs: {value: 1}")
            .find("never holds: no value fits training.epochs != 1. Its value: 1") !=
        std::string::npos);
}

TEST_CASE("possible: conditions that exclude each other") {
  CHECK(excluding("{learning_rate: {lt: 0.01, gt: 0.01}}") ==
        "f.yaml:13:13: experiment.exclude[0]: never holds: no value fits optimizer.learning_rate < "
        "0.01 and optimizer.learning_rate > 0.01. Its values: 0.001, 0.01, 0.1");
  CHECK(excluding("{activation: relu, slope: 0.1}") ==
        "f.yaml:13:13: experiment.exclude[0]: never holds: no cell has network.activation = relu "
        "and network.activation.slope = 0.1. zip or when keeps these values apart");
  const std::string zipped = "epochs: {values: [1, 2]}\n    noise: {values: [3, 4]}";
  CHECK(refusal_of(varying(zipped,
                           "  zip: [[epochs, noise]]\n  exclude: [{epochs: 1, noise: "
                           "4}]\n")) ==
        "f.yaml:11:13: experiment.exclude[0]: never holds: no cell has training.epochs = 1 and "
        "data.noise = 4. zip or when keeps these values apart");
}

TEST_CASE("possible: a parameter that can exist in no cell") {
  CHECK(existing("{optimizer: sgd}") ==
        "f.yaml:13:44: experiment.parameters.regularization.l2.when.optimizer: 'sgd' is none of "
        "its values. Its values: adam, {beta: 0.9, name: momentum}");
  CHECK(existing("{activation: relu, slope: 0.1}") ==
        "f.yaml:13:32: experiment.parameters.regularization.l2.when: never holds: no cell has "
        "network.activation = relu and network.activation.slope = 0.1. zip or when keeps these "
        "values apart");
  CHECK(existing("{activation: leaky_relu, slope: {lt: 0.2}}") == "accepted");
}

TEST_CASE("possible: a parameter of excluded cells only is told, not refused") {
  CHECK(warnings_of(varying(kAxes, "  exclude: [{activation: leaky_relu}]\n")) ==
        "f.yaml:12:58: experiment.parameters.network.activation.slope.when: holds in excluded "
        "cells only: the parameter is in no cell");
}

TEST_CASE("possible: every cell excluded, with the rules that do it") {
  CHECK(excluding("{activation: relu}, {activation: leaky_relu}") ==
        "f.yaml:13:12: experiment.exclude: every cell is excluded: network.activation = relu; "
        "network.activation = leaky_relu. Leave some cell to run");
  CHECK(excluding("{epochs: 1}, {epochs: {ge: 2}}", "epochs: {values: [1, 2, 3]}")
            .ends_with("every cell is excluded: training.epochs = 1; training.epochs >= 2. Leave "
                       "some cell to run"));
  CHECK(
      refusal_of(varying("noise: {min: 1, max: 2}", kRandom + "  exclude: [{noise: {ge: 1}}]\n")) ==
      "f.yaml:11:12: experiment.exclude: every cell is excluded: data.noise >= 1. Leave some "
      "cell to run");
}

TEST_CASE("possible: the sides of a claim name values that there are") {
  CHECK(claim_refusal("{optimizer: momentumm}", "{optimizer: adam}") ==
        "f.yaml:1:67: idea.claims[0].better.optimizer: 'momentumm' is none of its values. Did you "
        "mean 'momentum'?");
  CHECK(claim_refusal("{hidden: [32]}", "{hidden: [64]}") ==
        "f.yaml:1:86: idea.claims[0].than.network.hidden: [64] is none of its values. Its values: "
        "[32], [64, 32]");
  CHECK(claim_refusal("{optimizer: momentum}", "{optimizer: adam}") == "accepted");
}

TEST_CASE("possible: a side that no cell fits") {
  CHECK(claim_refusal("{activation: leaky_relu, slope: 0.1}", "{activation: relu, slope: 0.2}") ==
        "f.yaml:1:99: idea.claims[0].than: no cell fits network.activation = relu and "
        "network.activation.slope = 0.2. zip or when keeps these values apart");
  CHECK(claim_refusal("{optimizer: momentum}", "{optimizer: adam}",
                      "  exclude: [{optimizer: adam}]\n") ==
        "f.yaml:1:84: idea.claims[0].than: no cell fits optimizer = adam. All that would are "
        "excluded");
}

TEST_CASE("possible: two sides that are the same cells") {
  CHECK(claim_refusal("{optimizer: adam}", "{optimizer: core/adam}") ==
        "f.yaml:1:17: idea.claims[0]: better and than are the same cells");
  CHECK(claim_refusal("{epochs: 1}", "{epochs: 1, noise: 2}", "",
                      "epochs: {values: [1, 3]}\n    noise: {values: [2]}") ==
        "f.yaml:1:17: idea.claims[0]: better and than are the same cells");
}

TEST_CASE("possible: two sides of which no cells can be compared") {
  CHECK(claim_refusal("{activation: leaky_relu}", "{activation: relu}") ==
        "f.yaml:1:17: idea.claims[0]: no cell of better has a partner in than. The two sides "
        "always differ in network.activation.slope too: name it on both");
  const std::string zipped = "epochs: {values: [1, 2]}\n    noise: {values: [3, 4]}";
  CHECK(claim_refusal("{epochs: 1}", "{epochs: 2}", "  zip: [[epochs, noise]]\n", zipped) ==
        "f.yaml:1:17: idea.claims[0]: no cell of better has a partner in than. The two sides "
        "always differ in data.noise too: name it on both");
  CHECK(claim_refusal("{epochs: 1}", "{epochs: 2}",
                      "  exclude: [{epochs: 1, noise: 3}, {epochs: 2, "
                      "noise: 4}]\n",
                      zipped) ==
        "f.yaml:1:17: idea.claims[0]: no cell of better has a partner in than. The two sides "
        "always differ in data.noise too: name it on both");
}

TEST_CASE("possible: one parameter on one side, as in a claim about two remedies") {
  CHECK(claim_refusal("{l2: 2}", "{l2: 0, dropout: 0}", "",
                      "l2: {values: [0, 2]}\n    dropout: {values: [0, 0.3]}") == "accepted");
}

TEST_CASE("possible: an override that takes a value away is told, and runs") {
  const std::string text = claiming("{learning_rate: 0.1}", "{learning_rate: 0.001}",
                                    "  exclude: [{learning_rate: 0.1, hidden: [32]}]\n");
  CHECK(warnings_of(text).empty());
  CHECK(warnings_of(text, {"learning_rate=0.001,0.01"}) ==
        "f.yaml:14:29: experiment.exclude[0].optimizer.learning_rate: 0.1 is none of its values. "
        "Its values: 0.001, 0.01\n"
        "f.yaml:1:71: idea.claims[0].better.optimizer.learning_rate: 0.1 is none of its values. "
        "Its values: 0.001, 0.01");
  CHECK(warnings_of(text, {"epochs=1,2"}).empty());
  CHECK(warnings_of(claiming("{activation: relu}", "{activation: leaky_relu, slope: 0.1}", ""),
                    {"activation=leaky_relu"}) ==
        "f.yaml:1:68: idea.claims[0].better.network.activation: 'relu' is none of its values. Its "
        "value: leaky_relu");
}

TEST_CASE("possible: a slip in the file stays an error under overrides") {
  const std::string text = varying(kAxes, "  exclude: [{optimizer: momentumm}]\n");
  CHECK(refusal_of(text, {"optimizer=adam,momentum"}).starts_with("f.yaml:13:25: "));
  CHECK(refusal_of(text, {"epochs=1,2"}).starts_with("f.yaml:13:25: "));
  CHECK(refusal_of(text, {"optimizer=adam,momentumm"}) == "accepted");
  CHECK(refusal_of(varying(kAxes), {"experiment.exclude=[{optimizer: sgd}]"}) ==
        "command line: experiment.exclude[0].optimizer: 'sgd' is none of its values. Its values: "
        "adam, {beta: 0.9, name: momentum}");
}

TEST_CASE("possible: overrides that leave no cell are an error") {
  const std::string text = varying(kAxes, "  exclude: [{activation: relu}]\n");
  CHECK(
      refusal_of(text, {"activation=relu"})
          .ends_with("every cell is excluded: network.activation = relu. Leave some cell to run"));
}

TEST_CASE("possible: a recorded study is not judged again") {
  const std::string text = claiming("{learning_rate: 0.1}", "{learning_rate: 0.001}", "");
  const std::string recorded = study_of(text, {"learning_rate=0.001,0.01"}).text;
  CHECK(refusal_of(recorded).find("0.1 is none of its values") != std::string::npos);
  const Study again = ice::study::load_recorded(recorded, "f.yaml", "/folder");
  CHECK(again.text == recorded);
  CHECK(again.idea.claims.size() == 1);
  CHECK(again.warnings.empty());
}

TEST_CASE("possible: what a random range may draw can hold") {
  const auto refusal = [](const std::string& range, const std::string& wanted) {
    return refusal_of(varying("noise: " + range + "\n    epochs: {values: [1, 2]}",
                              kRandom + "  exclude: [{noise: " + wanted + ", epochs: 1}]\n"));
  };
  const std::string at = "f.yaml:12:21: experiment.exclude[0].data.noise";
  CHECK(refusal("{min: 1, max: 2}", "1.5") == "accepted");
  CHECK(refusal("{min: 1, max: 2}", "2") == "accepted");
  CHECK(refusal("{min: 1, max: 2}", "2.5") == at + ": 2.5 is never drawn. It is drawn from 1 to 2");
  CHECK(refusal("{min: 1, max: 2, step: 0.25}", "1.75") == "accepted");
  CHECK(refusal("{min: 1, max: 2, step: 0.25}", "1.8") ==
        at + ": 1.8 is never drawn. It is drawn from 1 to 2 in steps of 0.25");
  CHECK(refusal("{min: 1, max: 9, distribution: int_uniform}", "3.5") ==
        at + ": 3.5 is never drawn. It is drawn from 1 to 9, whole numbers");
  CHECK(refusal("{min: 1, max: 2}", "{gt: 1.2, lt: 1.3}") == "accepted");
  CHECK(refusal("{min: 1, max: 2}", "{ge: 2}") == "accepted");
  CHECK(refusal("{min: 1, max: 2, step: 0.25}", "{gt: 1, lt: 1.25}")
            .find("no value fits data.noise > 1 and data.noise < 1.25") != std::string::npos);
  CHECK(
      refusal("{min: 1, max: 2, step: 0.25}", "{gt: 1, lt: 1.5, ne: 1.25}").find("no value fits") !=
      std::string::npos);
  CHECK(refusal("{min: 1, max: 2}", "{gt: 1.3, lt: 1.2}").find("no value fits") !=
        std::string::npos);
  CHECK(refusal("{min: 1, max: 2}", "{in: [1.1, 1.2], gt: 1.3}").find("no value fits") !=
        std::string::npos);
}

TEST_CASE("possible: a claim on cells that were not drawn is told") {
  const std::string axes = "epochs: {min: 1, max: 1000000}\n    noise: {values: [1, 2]}";
  CHECK(warnings_of(claiming("{epochs: 1}", "{epochs: 2}", kRandom, axes)) ==
        "f.yaml:1:55: idea.claims[0].better: no cell fits training.epochs = 1. None was drawn: use "
        "method: grid, or a larger run_cap\n"
        "f.yaml:1:74: idea.claims[0].than: no cell fits training.epochs = 2. None was drawn: use "
        "method: grid, or a larger run_cap");
  CHECK(warnings_of(claiming("{noise: 1}", "{noise: 2}", kRandom, axes)) ==
        "f.yaml:1:17: idea.claims[0]: no cell of better has a partner in than. The two sides "
        "always differ in training.epochs too: name it on both");
}

TEST_CASE("possible: fewer cells than run_cap asks for are told") {
  const std::string axes = "noise: {values: [1, 2]}\n    epochs: {values: [1, 2]}";
  const std::string more = "  method: random\n  run_cap: 20\n  seeds: [1, 2]\n";
  CHECK(warnings_of(varying(axes, more)) ==
        "f.yaml:11:12: experiment.run_cap: 10 different cells are asked for, and there are only 4");
  CHECK(warnings_of(varying(axes, more + "  exclude: [{noise: 1}]\n")) ==
        "f.yaml:11:12: experiment.run_cap: 10 different cells are asked for, and there are only 2. "
        "Excluded ones do not count");
}

TEST_CASE("possible: sound studies are neither refused nor slow") {
  for (std::uint64_t i = 0; i < 200; ++i) {
    const std::string text = RandomStudy(i).text(2);
    INFO(text);
    CHECK(study_of(text).text.size() > 0);
  }
}

TEST_CASE("possible: a grid of ten million slots is judged without walking it") {
  std::string axes = "noise: {min: 0, max: 1, points: 100}";
  for (const char* name : {"l2", "loss.delta", "data.factor"})
    axes += fmt::format("\n    {}: {{min: 0, max: 1, points: 46}}", name);
  std::string rules;
  for (int i = 0; i < 40; ++i)
    rules += fmt::format("{}{{noise: {{gt: 0.{}}}, l2: {{lt: 0.5}}, loss.delta: {{lt: 0.9}}}}",
                         i == 0 ? "" : ", ", i + 10);
  const std::string text = claiming("{noise: 0, l2: 0}", "{noise: 1, loss.delta: 1}",
                                    "  exclude: [" + rules + "]\n", axes);
  const Study study = study_of(text);
  CHECK(ice::test::slot_count(study) == 100ULL * 46 * 46 * 46);
}
