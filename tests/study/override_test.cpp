// Values on the command line: what they replace, and that the file could have said the same.
#include "study/override.hpp"

#include <catch2/catch.hpp>

#include "studies.hpp"

using ice::base::Value;
using ice::study::Override;
using ice::study::parse_override;

namespace {

const std::string kExperiment =
    "experiment:\n"
    "  seeds: [1, 2]\n"
    "  parameters:\n"
    "    network.activation: {values: [relu, leaky_relu]}\n"
    "    network.activation.slope: {values: [0.1, 0.2], when: {activation: leaky_relu}}\n"
    "    optimizer.learning_rate: {values: [0.1, 0.3, 1]}\n"
    "    noise: {values: [1, 2, 3]}\n"
    "  zip: [[learning_rate, noise]]\n";

std::string override_refusal(const std::vector<std::string>& overrides) {
  return refusal_of(kCode + kExperiment, overrides);
}

// The resolved text of the study under overrides, and that of an edited file.
void check_same(const std::vector<std::string>& overrides, const std::string& from,
                const std::string& to) {
  std::string edited = kCode + kExperiment;
  INFO(from);
  REQUIRE(edited.find(from) != std::string::npos);
  edited.replace(edited.find(from), from.size(), to);
  CHECK(study_of(kCode + kExperiment, overrides).text == study_of(edited).text);
}

}  // namespace

TEST_CASE("override: a path and YAML values between commas") {
  const auto values = [](const std::string& text) { return Value(parse_override(text).values); };
  CHECK(parse_override("optimizer.learning_rate=0.1").path == "optimizer.learning_rate");
  CHECK(parse_override(" epochs =3").path == "epochs");
  CHECK(values("x=0.1,0.3") == Value({0.1, 0.3}));
  CHECK(values("x=[4]") == Value::parse("[[4]]"));
  CHECK(values("x=[4],[20, 7]") == Value::parse("[[4], [20, 7]]"));
  CHECK(values("x={name: adam, beta1: 0.9}") ==
        Value::parse(R"([{"name": "adam", "beta1": 0.9}])"));
  CHECK(values("x=1e-4") == Value({1e-4}));
  CHECK(values("x=yes") == Value({"yes"}));
  CHECK(values("x='a,b'") == Value({"a,b"}));
  CHECK(values("x=a=b") == Value({"a=b"}));
  CHECK(values("x=3 # three") == Value({3}));
}

TEST_CASE("override: a text that is none is refused with the form") {
  const std::string form = ". Expected path=value or path=value,value";
  const auto refused = [](const std::string& text) {
    return refusal_by([&] { return parse_override(text); });
  };
  CHECK(refused("epochs") == "command line: 'epochs' is no override" + form);
  CHECK(refused("=3") == "command line: '=3' is no override" + form);
  CHECK(refused("") == "command line: '' is no override" + form);
  CHECK(refused("epochs=") == "command line: epochs: no value" + form);
  CHECK(refused("x=[1") == "command line: x: '[1' is not YAML" + form);
  CHECK(refused("x=1], [2") == "command line: x: '1], [2' is not YAML" + form);
  CHECK(refused("x=\xff") == "command line: x: '\xff' is not YAML" + form);
  // It was an axis of 0 and 1.
  for (const std::string rate : {"0,01", "0.1, 007", "[0,05]"})
    CHECK(refused("rate=" + rate) == "command line: rate: '" + rate +
                                         "' has a leading zero. A decimal comma? Commas part the "
                                         "values of an axis: write 0.01 for a number");
  CHECK(parse_override("rate=0,0.01,10,-0.5").values.size() == 4);
}

TEST_CASE("override: one value is as if the file had it") {
  check_same({"epochs=10"}, "epochs: 3", "epochs: 10");
  check_same({"training.epochs=1e1"}, "epochs: 3", "epochs: 10");
  check_same({"loss=hinge"}, "binary_cross_entropy", "hinge");
  check_same({"loss={name: huber, delta: 2}"}, "binary_cross_entropy", "{name: huber, delta: 2}");
  check_same({"loss.delta=2"}, "binary_cross_entropy", "{name: binary_cross_entropy, delta: 2}");
  check_same({"hidden=[4, 5]"}, "output: sigmoid", "output: sigmoid, hidden: [4, 5]");
  check_same({"data.split.dev=0.2"}, "name: planar", "name: planar, split: {dev: 0.2}");
  check_same({"optimizer=adam"}, "  training", "  optimizer: adam\n  training");
  check_same({"l2=1", "l2=2"}, "  training", "  regularization: {l2: 2}\n  training");
}

TEST_CASE("override: several values make or replace an axis") {
  check_same({"epochs=1,2"}, "  zip", "    training.epochs: {values: [1, 2]}\n  zip");
  check_same({"activation=leaky_relu,tanh"}, "[relu, leaky_relu]", "[leaky_relu, tanh]");
  check_same({"noise=4,5,6"}, "[1, 2, 3]", "[4, 5, 6]");
}

TEST_CASE("override: an axis keeps its condition") {
  check_same({"slope=0.5,0.6"}, "[0.1, 0.2]", "[0.5, 0.6]");
  check_same({"slope=0.5"}, "[0.1, 0.2]", "[0.5]");
}

TEST_CASE("override: one value for an axis takes it out of its zip") {
  check_same({"noise=4"}, "[1, 2, 3]}\n  zip: [[learning_rate, noise]]", "[4]}");
  CHECK(override_refusal({"noise=4,5"}) ==
        "f.yaml:13:9: experiment.zip[0]: zipped parameters need equally many values: "
        "optimizer.learning_rate has 3, data.noise has 2");
}

TEST_CASE("override: a plugin keeps what the host has beside it") {
  const auto optimizer = [](const std::string& code, const std::string& override_text) {
    return study_of(kCode + "  optimizer: " + code + "\n", {override_text}).code["optimizer"];
  };
  CHECK(optimizer("{name: momentum, learning_rate: 1.5, beta: 0.5}", "optimizer=adam") ==
        Value{{"name", "adam"}, {"learning_rate", 1.5}});
  CHECK(optimizer("{name: momentum, learning_rate: 1.5}",
                  "optimizer={name: adam, learning_rate: 2}") ==
        Value{{"name", "adam"}, {"learning_rate", 2}});
}

TEST_CASE("override: a parameter of a varied plugin is set in every cell") {
  const std::string varied = varying(
      "optimizer: {values: [{name: adam, learning_rate: 0.1}, {name: momentum, learning_rate: "
      "1}]}");
  const auto study = study_of(varied, {"learning_rate=5"});
  REQUIRE(study.experiment.parameters.size() == 2);
  CHECK(study.experiment.parameters[1].name == "optimizer.learning_rate");
  CHECK(Value(study.experiment.parameters[1].values) == Value({5}));
}

TEST_CASE(
    "override: keys of the experiment and the idea; the experiment's may leave its name out") {
  check_same({"experiment.run_cap=5"}, "  seeds", "  run_cap: 5\n  seeds");
  check_same({"experiment.seeds.count=5"}, "[1, 2]", "{count: 5}");
  check_same({"experiment.seeds=[3, 4]"}, "[1, 2]", "[3, 4]");
  check_same({"seeds.count=5"}, "[1, 2]", "{count: 5}");
  check_same({"run_cap=5"}, "  seeds", "  run_cap: 5\n  seeds");
  CHECK(study_of(kCode, {"idea.title=New"}).idea.title == "New");
  CHECK(study_of(kCode, {"experiment.metric.name=dev.accuracy"}).experiment.metric ==
        "dev.accuracy");
}

TEST_CASE("override: what stands for nothing is refused, all of it at once") {
  CHECK(override_refusal({"epoch=1", "training=3", "seeds.count=5,6", "idea.title=x,y",
                          "experiment.parameters.epochs.values=[1]", "activation.slope=1"}) ==
        "command line: epoch: unknown parameter. Did you mean 'epochs'?\n"
        "command line: training: is a section, not a parameter. Its keys: " +
            kTrainingKeys +
            "\n"
            "command line: seeds.count: takes one value: it is no parameter\n"
            "command line: idea.title: takes one value: it is no parameter\n"
            "command line: experiment.parameters.epochs.values: unknown parameter. Parameters are "
            "paths into code, as in optimizer.learning_rate\n"
            "command line: activation.slope: unknown parameter. Did you mean "
            "'network.activation.slope'?");
}

TEST_CASE("override: a wrong value is refused as the command line's") {
  CHECK(override_refusal({"epochs=0"}) ==
        "command line: code.training.epochs: expected a whole number in [1, 1000000000], got 0");
  CHECK(override_refusal({"epochs=1,x"}) ==
        "command line: experiment.parameters.training.epochs.values[1]: expected a whole number in "
        "[1, 1000000000], got 'x'");
  CHECK(override_refusal({"experiment.method=sobal"}) ==
        "command line: experiment.method: expected one of grid, random, sobol, halton, tpe, cmaes, "
        "auto, got 'sobal'. Did you mean 'sobol'?");
  CHECK(override_refusal({"experiment.nothing=1"}) ==
        "command line: experiment.nothing: unknown key. Known: method, metric, seeds, parameters, "
        "zip, exclude, record, limits, order, run_cap, ahead, start_with");
}
