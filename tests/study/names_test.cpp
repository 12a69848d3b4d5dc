// Names of parameters: full paths, short names, and what is said of others.
#include "study/names.hpp"

#include <catch2/catch.hpp>

#include "studies.hpp"

using ice::study::Faults;
using ice::study::ParameterNames;
using ice::study::parse_yaml;

namespace {

// The path, or "found. hint".
std::string resolved(const std::string& name, const std::string& more = "") {
  const ParameterNames names(parse_yaml(kCode + more, "f"));
  const auto resolution = names.resolve(name);
  return resolution.path ? *resolution.path : resolution.found + ". " + resolution.hint;
}

}  // namespace

TEST_CASE("names: a full path is taken as it is") {
  CHECK(resolved("training.epochs") == "training.epochs");
  CHECK(resolved("loss") == "loss");
  CHECK(resolved("network.activation.slope") == "network.activation.slope");
  CHECK(resolved("optimizer.beta1") == "optimizer.beta1");
}

TEST_CASE("names: a short name stands for the one path that ends so") {
  CHECK(resolved("epochs") == "training.epochs");
  CHECK(resolved("activation") == "network.activation");
  CHECK(resolved("learning_rate") == "optimizer.learning_rate");
  CHECK(resolved("l2") == "regularization.l2");
  CHECK(resolved("noise") == "data.noise");
}

TEST_CASE("names: what the study sets or varies has a short name too") {
  CHECK(resolved("slope") ==
        "unknown parameter. Parameters are paths into code, as in optimizer.learning_rate");
  CHECK(resolved("scale") == "data.scale");
  CHECK(resolved("scale", "  initializer: {name: normal, scale: 0.1}\n") == "initializer.scale");
  CHECK(
      resolved("slope", "experiment: {parameters: {network.activation.slope: {values: [1]}}}\n") ==
      "network.activation.slope");
}

TEST_CASE("names: a short name of several paths is refused with them") {
  CHECK(resolved("seed") == "'seed' may be data.seed or data.split.seed. Write the full path");
  CHECK(resolved("scale",
                 "  initializer: {name: normal, scale: 0.1}\n"
                 "  optimizer: {name: other, scale: 2}\n") ==
        "'scale' may be initializer.scale or optimizer.scale. Write the full path");
}

TEST_CASE("names: what stands for nothing is told what may have been meant") {
  CHECK(resolved("lerning_rate") == "unknown parameter. Did you mean 'learning_rate'?");
  CHECK(resolved("optimiser.learning_rate") ==
        "unknown parameter. Did you mean 'optimizer.learning_rate'?");
  CHECK(resolved("activation.slope") ==
        "unknown parameter. Did you mean 'network.activation.slope'?");
  CHECK(resolved("") ==
        "unknown parameter. Parameters are paths into code, as in optimizer.learning_rate");
  CHECK(resolved("optimizer.") ==
        "unknown parameter. Parameters are paths into code, as in optimizer.learning_rate");
  CHECK(resolved("a.b.c.d") ==
        "unknown parameter. Parameters are paths into code, as in optimizer.learning_rate");
  CHECK(resolved("training") == "is a section, not a parameter. Its keys: " + kTrainingKeys);
  CHECK(resolved("optimizer.name") == "'optimizer.name' is no parameter. Vary optimizer itself");
}

TEST_CASE("names: an entry whose key is no name is a fault at its key") {
  const auto node = parse_yaml("\nepoch: 3\nepochs: 3\n", "f");
  const ParameterNames names(node);
  Faults faults;
  CHECK(names.resolve(node.entries[1], "p.epochs", faults) == "training.epochs");
  CHECK(names.resolve(node.entries[0], "p.epoch", faults) == std::nullopt);
  CHECK(text_of(faults) == "f:2:1: p.epoch: unknown parameter. Did you mean 'epochs'?");
}
