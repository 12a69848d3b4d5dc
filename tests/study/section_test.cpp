// Sections: defaults, missing and unknown keys.
#include "study/section.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "studies.hpp"

using ice::base::Value;
using ice::study::default_of;
using ice::study::Faults;
using ice::study::find_key;
using ice::study::parse_yaml;
using ice::study::read_section;

namespace {

struct ReadSection {
  Value value;
  std::string faults;
};

ReadSection read(const std::string& path, const std::string& yaml,
                 const std::set<std::string>& supplied = {}) {
  Faults faults;
  Value value = read_section(path, path, parse_yaml(yaml, "f"), faults, supplied);
  return {std::move(value), text_of(faults)};
}

}  // namespace

TEST_CASE("section: what a file leaves out has its default") {
  const ReadSection training = read("code.training", "epochs: 3");
  CHECK(training.faults == "accepted");
  CHECK(training.value == Value{{"epochs", 3}, {"batch_size", 64}, {"precision", "float32"}});
  const ReadSection code = read("code", kCode.substr(6));
  CHECK(code.value["network"] ==
        Value{{"hidden", Value::array()}, {"activation", "relu"}, {"output", "sigmoid"}});
  CHECK(code.value["initializer"] == "he_normal");
  CHECK(code.value["optimizer"] == Value{{"name", "gradient_descent"}, {"learning_rate", 0.01}});
  CHECK(code.value["regularization"] == Value{{"l2", 0}, {"dropout", 0}});
  CHECK(code.value["data"] == Value{{"name", "planar"}, {"split", Value::object()}});
}

TEST_CASE("section: a plugin by name keeps the host's defaults beside it") {
  const Value adam{{"name", "adam"}, {"learning_rate", 0.01}};
  CHECK(read("code", "optimizer: adam").value["optimizer"] == adam);
  CHECK(read("code", "optimizer: {name: adam}").value["optimizer"] == adam);
  CHECK(read("code", "optimizer: {learning_rate: 1}").value["optimizer"] ==
        Value{{"name", "gradient_descent"}, {"learning_rate", 1}});
}

TEST_CASE("section: unknown keys are told the nearest name, or all names") {
  CHECK(read("code.training", "epochs: 1\nbatchsize: 2\nspeed: 3").faults ==
        "f:2:1: code.training.batchsize: unknown key. Did you mean 'batch_size'?\n"
        "f:3:1: code.training.speed: unknown key. Known: " +
            kTrainingKeys);
}

TEST_CASE("section: what is required is missed where its section stands") {
  CHECK(read("code.training", "").faults ==
        "f: code.training.epochs: missing. It is how often the training part is passed through");
  CHECK(read("code.training", "precision: float64").faults ==
        "f:1:1: code.training.epochs: missing. It is how often the training part is passed "
        "through");
  CHECK(read("code.training", "", {"code.training.epochs"}).faults == "accepted");
}

TEST_CASE("section: it must be a map") {
  CHECK(read("code.training", "3").faults ==
        "f:1:1: code.training: expected a map, got 3. Its keys: " + kTrainingKeys);
  CHECK(read("code.training", "[epochs]").faults ==
        "f:1:1: code.training: expected a map, got a list. Its keys: " + kTrainingKeys);
}

TEST_CASE("section: defaults are in short form") {
  CHECK(default_of(*find_key("code.network.hidden")) == Value::array());
  CHECK(default_of(*find_key("code.optimizer")) == "gradient_descent");
  CHECK(default_of(*find_key("experiment.limits.memory")) == 0);
}
