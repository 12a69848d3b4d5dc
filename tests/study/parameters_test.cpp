// The section experiment.parameters: forms, refusals, conditions on parameters.
#include "study/parameters.hpp"

#include <catch2/catch.hpp>

#include "studies.hpp"
#include "study/expand.hpp"

using ice::base::Value;
using ice::study::Parameter;

namespace {

const std::string kAt = "experiment.parameters.";

// The only parameter of a grid.
Parameter parameter(const std::string& line) {
  return study_of(varying(line)).experiment.parameters.at(0);
}

Value values(const std::string& line) { return parameter(line).values; }

std::string parameter_refusal(const std::string& line) { return refusal_of(varying(line)); }

std::string random_refusal(const std::string& line) {
  return refusal_of(varying(line, "  method: random\n  run_cap: 5\n"));
}

struct ParameterCase {
  std::string line, message;
};

}  // namespace

TEST_CASE("parameters: lists, single values and ranges") {
  CHECK(values("epochs: {values: [1, 2.0]}") == Value({1, 2}));
  CHECK(values("epochs: {value: 3}") == Value({3}));
  CHECK(values("epochs: {values: [1, 2], distribution: choice}") == Value({1, 2}));
  CHECK(values("learning_rate: {min: 0.1, max: 0.3, step: 0.1}") == Value({0.1, 0.2, 0.3}));
  CHECK(values("learning_rate: {min: 0.1, max: 0.3, q: 0.1, distribution: q_uniform}") ==
        Value({0.1, 0.2, 0.3}));
  CHECK(values("learning_rate: {min: 1e-4, max: 1, distribution: loguniform, points: 3}") ==
        Value({1e-4, 0.01, 1}));
  CHECK(values("epochs: {min: 10, max: 30, points: 3}") == Value({10, 20, 30}));
  CHECK(values("batch_size: {min: 16, max: 64, step: 16}") == Value({16, 32, 48, 64}));
  CHECK(values("hidden: {values: [[], [4], [{units: 3, activation: {name: tanh}}]]}") ==
        Value::parse(R"([[], [4], [{"units": 3, "activation": "tanh"}]])"));
  CHECK(values("network.activation.slope: {values: [0.1, 0.2]}") == Value({0.1, 0.2}));
}

TEST_CASE("parameters: a whole number's range is one of whole numbers") {
  CHECK(parameter("epochs: {min: 10, max: 30, points: 3}").distribution ==
        ice::study::Distribution::kIntUniform);
  CHECK(parameter("noise: {min: 10, max: 30, points: 3}").distribution ==
        ice::study::Distribution::kUniform);
}

TEST_CASE("parameters: one of 1.0 and 1 is too many") {
  CHECK(parameter_refusal("epochs: {values: [1, 2, 1.0]}") ==
        "f.yaml:8:29: " + kAt + "training.epochs.values[2]: 1 is there twice");
}

TEST_CASE("parameters: what is no parameter is refused with its form") {
  const std::string example = "For example {values: [0.1, 0.3]} or {min: 0.1, max: 1, points: 3}";
  const std::string at = "f.yaml:8:13: " + kAt + "training.epochs";
  const std::vector<ParameterCase> cases{
      {"epochs: [1, 2]", at + ": expected a map, got a list. " + example},
      {"epochs: 3", at + ": expected a map, got 3. " + example},
      {"epochs: {}", at + ": has no values. " + example},
      {"epochs: {points: 3}", at + ": has no values. " + example},
      {"epochs: {values: [1], value: 2}", at + ": give one of values:, value: and a range"},
      {"epochs: {values: [1], min: 2}", at + ": give one of values:, value: and a range"},
      {"epochs: {values: [1], step: 2}",
       at + ": points: and step: belong to a range with min: and max:"},
      {"epochs: {values: [1], distribution: uniform}", at + ": uniform needs a range, not a list"},
      {"epochs: {min: 1, max: 2, distribution: choice}", at + ": categorical needs values:"},
      {"epochs: {min: 1, max: 3, step: 1, q: 1}", at + ": step: and q: are the same"},
      {"epochs: {min: 1, points: 3}", at + ": a range needs min: and max:"},
      {"epochs: {min: 1, max: 3, mu: 1, points: 3}", at + ": int_uniform takes min: and max:"},
      {"epochs: {min: 1, max: 3, distribution: normal}", at + ": normal takes mu: and sigma:"},
      {"epochs: {values: 3}",
       "f.yaml:8:22: " + kAt + "training.epochs.values: expected a list of values, got 3"},
      {"epochs: {values: []}",
       "f.yaml:8:22: " + kAt +
           "training.epochs.values: expected a list of values, got an empty one"},
      {"epochs: {value: many}",
       "f.yaml:8:21: " + kAt +
           "training.epochs.value: expected a whole number in [1, 1000000000], got 'many'"},
      {"epochs: {min: 1, max: 3}", at + ": a range on a grid needs points: or step:"},
      {"epochs: {min: 1, max: 3, points: 1}",
       "f.yaml:8:38: " + kAt +
           "training.epochs.points: expected a whole number in [2, 1000000], got 1"},
      {"epochs: {values: [1], valeus: [2]}",
       "f.yaml:8:27: " + kAt + "training.epochs.valeus: unknown key. Did you mean 'values'?"},
      {"epochs: {values: 3, 4}",
       "f.yaml:8:22: " + kAt +
           "training.epochs.values: expected a list of values, got 3\n"
           "f.yaml:8:25: " +
           kAt +
           "training.epochs.4: unknown key. Known: values, value, min, max, distribution, points, "
           "step, q, mu, sigma, when"},
      {"epochs: {min: 0, max: 3, step: 1}",
       at + ": expected a whole number in [1, 1000000000], got 0"},
      {"epoch: {value: 3}",
       "f.yaml:8:5: " + kAt + "epoch: unknown parameter. Did you mean 'epochs'?"}};
  for (const auto& [line, message] : cases) {
    INFO(line);
    CHECK(parameter_refusal(line) == message);
  }
}

TEST_CASE("parameters: bounds of a logarithmic range are values, not exponents") {
  CHECK(parameter_refusal(
            "optimizer.learning_rate: {min: 0, max: 1, distribution: log_uniform, points: 3}") ==
        "f.yaml:8:30: experiment.parameters.optimizer.learning_rate: log_uniform needs min > 0 "
        "(bounds are values, not exponents), got 0");
}

TEST_CASE("parameters: a range must be drawn of what the parameter takes") {
  const std::vector<ParameterCase> cases{
      {"l2: {min: 0, max: 1}", "accepted"},
      {"l2: {distribution: log_normal, mu: 0, sigma: 1}", "accepted"},
      {"noise: {distribution: normal}", "accepted"},
      {"l2: {distribution: normal}",
       "f.yaml:8:9: " + kAt + "regularization.l2: normal draws numbers that are not >= 0"},
      {"l2: {min: -1, max: 1}",
       "f.yaml:8:9: " + kAt + "regularization.l2: uniform draws numbers that are not >= 0"},
      {"epochs: {min: 1, max: 3}", "accepted"},
      {"epochs: {min: 1, max: 3, distribution: uniform}",
       "f.yaml:8:13: " + kAt +
           "training.epochs: is a whole number. Use distribution: int_uniform, or step: 1"},
      {"epochs: {min: 1, max: 3, distribution: uniform, step: 1}", "accepted"},
      {"epochs: {min: 0, max: 3}",
       "f.yaml:8:13: " + kAt +
           "training.epochs: int_uniform draws numbers that are not in [1, 1000000000]"},
      {"dropout: {min: 0, max: 1}",
       "f.yaml:8:14: " + kAt +
           "regularization.dropout: uniform draws numbers that are not in [0, 1)"},
      {"loss: {min: 0, max: 1}",
       "f.yaml:8:11: " + kAt + "loss: has no range: it is not a number. List its values"},
      {"optimizer.beta1: {min: 0, max: 1}", "accepted"},
      {"optimizer.n: {min: 0, max: 1e300, distribution: int_uniform}",
       "f.yaml:8:18: " + kAt + "optimizer.n: int_uniform needs bounds within +-9007199254740991"}};
  for (const auto& [line, message] : cases) {
    INFO(line);
    CHECK(random_refusal(line) == message);
  }
}

TEST_CASE("parameters: the same one cannot be varied twice") {
  CHECK(parameter_refusal("{epochs: {values: [1]}, training.epochs: {values: [2]}}") ==
        "f.yaml:8:29: experiment.parameters.training.epochs: varies training.epochs a second "
        "time");
}

TEST_CASE("parameters: values that rounding would make equal are refused") {
  CHECK(parameter_refusal("noise: {min: 1.0000000000001, max: 1.0000000000002, points: 3}") ==
        "f.yaml:8:12: experiment.parameters.data.noise: its values are too close to tell them "
        "apart");
}

TEST_CASE("parameters: there are at most 200") {
  std::string many;
  for (int i = 0; i < 201; ++i) many += "optimizer.p" + std::to_string(i) + ": {value: 1}\n    ";
  CHECK(parameter_refusal(many) == "f.yaml:8:5: experiment.parameters: more than 200 parameters");
}

TEST_CASE("parameters: the section is a map") {
  CHECK(refusal_of(kCode + "experiment: {parameters: [a]}\n") ==
        "f.yaml:6:26: experiment.parameters: expected a map of parameters, got a list");
  CHECK(study_of(kCode + "experiment: {parameters: }\n").experiment.parameters.empty());
}

TEST_CASE("parameters: conditions may not go in a circle") {
  CHECK(parameter_refusal("epochs: {values: [1, 2], when: {noise: 1}}\n"
                          "    noise: {values: [1, 2], when: {l2: 1}}\n"
                          "    l2: {values: [1, 2], when: {epochs: 1}}") ==
        "f.yaml:8:36: experiment.parameters.training.epochs.when: the parameter depends on "
        "itself");
  CHECK(parameter_refusal("epochs: {values: [1, 2], when: {epochs: 1}}") ==
        "f.yaml:8:36: experiment.parameters.training.epochs.when: the parameter depends on "
        "itself");
}

TEST_CASE("parameters: a key that is varied in every cell may be left out of the code") {
  const std::string text =
      "code:\n  data: {name: planar}\n  network: {output: sigmoid}\n"
      "  loss: binary_cross_entropy\n"
      "experiment:\n  parameters:\n    noise: {values: [1, 2]}\n    training.epochs: {values: [3]";
  CHECK(refusal_of(text + "}\n") == "accepted");
  CHECK(refusal_of(text + ", when: {noise: 1}}\n") ==
        "f.yaml:2:3: code.training.epochs: missing. It is how often the training part is passed "
        "through");
}
