// Words of other tools, and how they lead to ours.
#include "study/words.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "study/study.hpp"

using namespace ice::study;

namespace {

constexpr const char* kPlanarCode =
    "code:\n"
    "  data: {name: planar}\n"
    "  network: {hidden: [4], activation: relu, output: sigmoid}\n"
    "  loss: binary_cross_entropy\n"
    "  optimizer: {name: adam, learning_rate: 0.1}\n"
    "  training: {epochs: 5}\n";

std::string refused(const std::string& text) {
  try {
    (void)load_text(text, "f.yaml", ".");
  } catch (const ice::base::UserError& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("words: keys of other tools, however they are spelt, as the section sees them") {
  CHECK(hint_for_key("lr", "code") == "Did you mean 'optimizer.learning_rate'?");
  CHECK(hint_for_key("LR", "code.optimizer") == "Did you mean 'learning_rate'?");
  CHECK(hint_for_key("batchSize", "") == "");  // the nearest name finds it
  CHECK(hint_for_key("mini-batch_size", "code.training") == "Did you mean 'batch_size'?");
  CHECK(hint_for_key("numEpochs", "") == "Did you mean 'code.training.epochs'?");
  CHECK(hint_for_key("hidden_layer_sizes", "code.network") ==
        "Did you mean 'hidden' (a list with the units of each hidden layer: [64, 32])?");
  CHECK(hint_for_key("seeds", "") == "It belongs under experiment");
  CHECK(hint_for_key("network", "") == "It belongs under code");
  CHECK(hint_for_key("claims", "experiment") == "It belongs under idea");
  CHECK(
      hint_for_key("training.epochs", "") ==
      "A path belongs under experiment.parameters, where it is varied; a single value stands under "
      "code, a key a level");
  CHECK(hint_for_key("nonsense", "code").empty());
}

TEST_CASE("words: metrics of other tools") {
  CHECK(metric_for_word("val_accuracy") == "dev.accuracy");
  CHECK(metric_for_word("Valid-Loss") == "dev.cost");
  CHECK(metric_for_word("validation_acc") == "dev.accuracy");
  CHECK(metric_for_word("eval/loss") == "dev.cost");
  CHECK(metric_for_word("test_f1") == "test.f1");
  CHECK(metric_for_word("dev_accuracy") == "dev.accuracy");
  CHECK(metric_for_word("train_loss") == "train.cost");
  CHECK(metric_for_word("accuracy") == "dev.accuracy or train.accuracy");
  CHECK(metric_for_word("speed").empty());
}

TEST_CASE("words: all of a file's are reported in one round, each with its location") {
  const std::string text = refused(
      "method: random\n"
      "code:\n"
      "  lr: 0.1\n"
      "  data: {name: planar}\n"
      "  network: {num_layers: 2, activation: ReLU, output: sigmoid}\n"
      "  loss: binary_cross_entropy\n"
      "  optimizer: {name: adam, learning_rate: '0,01'}\n"
      "  training: {epochs: 5, bs: 12}\n"
      "experiment:\n"
      "  metric: val_accuracy\n"
      "  parameters: {lr: {values: [1]}}\n");
  CHECK(
      text ==
      "f.yaml:1:1: method: unknown key. It belongs under experiment\n"
      "f.yaml:3:3: code.lr: unknown key. Did you mean 'optimizer.learning_rate'?\n"
      "f.yaml:5:13: code.network.num_layers: unknown key. Did you mean 'hidden' (a list with the "
      "units of each hidden layer: [64, 32])?\n"
      "f.yaml:5:40: code.network.activation: expected a plugin's name, as in relu or acme/swish, "
      "got 'ReLU'. Names are of small letters: relu\n"
      "f.yaml:7:42: code.optimizer.learning_rate: expected a number >= 0, got '0,01'. Write 0.01, "
      "with a point\n"
      "f.yaml:8:25: code.training.bs: unknown key. Did you mean 'batch_size'?\n"
      "f.yaml:10:11: experiment.metric: expected a map, got 'val_accuracy'. Write {name: "
      "dev.accuracy}\n"
      "f.yaml:11:16: experiment.parameters.lr: unknown parameter. Did you mean "
      "'optimizer.learning_rate'?");
}

TEST_CASE("words: parameters nested as W&B nests them, its names of distributions, no schedule") {
  const Study study = load_text(std::string(kPlanarCode) +
                                    "experiment:\n"
                                    "  method: random\n"
                                    "  run_cap: 4\n"
                                    "  parameters:\n"
                                    "    optimizer:\n"
                                    "      parameters:\n"
                                    "        schedule: {values: [null, cosine]}\n"
                                    "        learning_rate: {distribution: q_log_uniform_values, "
                                    "min: 0.001, max: 0.1, q: 0.001}\n"
                                    "    training: {parameters: {epochs: {value: 3}}}\n",
                                "f.yaml", ".");
  REQUIRE(study.experiment.parameters.size() == 3);
  CHECK(study.experiment.parameters[0].name == "optimizer.schedule");
  CHECK(study.experiment.parameters[0].values[0] == "constant");
  CHECK(study.experiment.parameters[1].name == "optimizer.learning_rate");
  CHECK(study.experiment.parameters[1].distribution == Distribution::kLogUniform);
  CHECK(study.experiment.parameters[2].name == "training.epochs");
}
