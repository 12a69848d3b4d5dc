// `ice import`: what other tools have written becomes a study that `ice plan` accepts, and what has
// no counterpart is reported, in the study and on standard error.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// A sweep as W&B's documentation forms them.
const std::string kWandb = R"(program: train.py
name: sweepdemo
method: bayes
metric:
  goal: minimize
  name: val_loss
parameters:
  batch_size:
    values: [16, 32, 64]
  lr:
    distribution: log_uniform_values
    min: 0.0001
    max: 0.1
  optimizer:
    values: ["adam", "SGD", "adahessian"]
  epochs:
    value: 5
  fc_layer_size:
    values: [128, 256]
  dropout: {min: 0.1, max: 0.5}
  seed: {values: [1, 2]}
run_cap: 10
early_terminate: {type: hyperband, min_iter: 3}
)";

struct ImportShell : Shell {
  // The study that is written, which has to be one.
  std::string imported(const std::string& tool, const std::string& text) {
    write("source", text);
    const Result made = ice({"import", tool, "source"});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    remarks = made.err;
    write("made.yaml", made.out);
    const Result plan = ice({"plan", "made.yaml"});
    CAPTURE(made.out, plan.err);
    CHECK(plan.code == 0);
    return made.out;
  }
  std::string remarks;
};

}  // namespace

TEST_CASE("import: a sweep of W&B") {
  ImportShell shell;
  const std::string study = shell.imported("wandb", kWandb);
  for (const char* line :
       {"title: sweepdemo", "name: dev.cost", "goal: minimize",
        "training.batch_size:", "optimizer.learning_rate:", "distribution: log_uniform_values",
        "min: 0.0001", "max: 0.1", "values: [adam, gradient_descent]", "epochs: 5",
        "regularization.dropout:", "seeds: [1, 2]", "run_cap: 20"})
    CHECK_THAT(study, Contains(line));
  for (const char* remark :
       {"optimizer: SGD is gradient_descent here",
        "optimizer: adahessian: there is no such optimizer",
        "fc_layer_size: {values: [128, 256]}: no parameter here is called so",
        "metric: val_loss is dev.cost here", "program: train.py: has no counterpart",
        "early_terminate: {min_iter: 3, type: hyperband}: has no counterpart"}) {
    CHECK_THAT(shell.remarks, Contains(remark));
    CHECK_THAT(study, Contains(std::string("#   ") + remark));
  }
}

TEST_CASE("import: a grid of W&B, nested names, and numbers that are lists here") {
  ImportShell shell;
  const std::string study = shell.imported("wandb", R"(method: grid
metric: {name: accuracy, goal: maximize}
parameters:
  optimizer: {parameters: {learning_rate: {values: [0.1, 0.01]}, weight_decay: {value: 0.001}}}
  hidden_size: {values: [32, 64]}
  num_layers: {values: [1, 2]}
)");
  for (const char* line :
       {"method: grid", "values: [0.1, 0.01]", "name: dev.accuracy", "l2: 0.001"})
    CHECK_THAT(study, Contains(line));
  CHECK_THAT(study, Contains("network.hidden:\n") && Contains("32") && Contains("64"));
  CHECK_THAT(shell.remarks, Contains("num_layers: {values: [1, 2]}: here hidden: [20, 7] has a "
                                     "number of units for each layer"));
}

TEST_CASE("import: exponents of W&B's log_uniform become values") {
  ImportShell shell;
  const std::string study = shell.imported("wandb",
                                           "method: random\nparameters:\n  lr: {distribution: "
                                           "log_uniform, min: -9.210340371976182, max: "
                                           "-2.302585092994046}\n");
  CHECK_THAT(study, Contains("distribution: log_uniform\n"));
  // exp of the two: 0.0001 and 0.1, but for the last digit.
  CHECK((study.find("min: 0.0001") != std::string::npos ||
         study.find("min: 9.99999999") != std::string::npos ||
         study.find("min: 1.0000000") != std::string::npos));
}

TEST_CASE("import: a search space of Optuna, of today and of before") {
  ImportShell shell;
  const std::string study = shell.imported("optuna", R"({
  "lr": {"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}},
  "batch_size": {"name": "IntDistribution", "attributes": {"log": false, "step": 16, "low": 16, "high": 64}},
  "activation": {"name": "CategoricalDistribution", "attributes": {"choices": ["ReLU", "tanh"]}},
  "dropout": {"name": "UniformDistribution", "attributes": {"low": 0.0, "high": 0.5}},
  "epochs": {"name": "IntUniformDistribution", "attributes": {"low": 5, "high": 9, "step": 1}},
  "x": {"name": "FloatDistribution", "attributes": {"low": 0, "high": 1, "log": false, "step": null}}
})");
  for (const char* line : {"optimizer.learning_rate:", "distribution: log_uniform", "step: 16",
                           "values: [relu, tanh]", "distribution: uniform", "max: 9"})
    CHECK_THAT(study, Contains(line));
  CHECK_THAT(shell.remarks, Contains("x: ") && Contains("no parameter here is called so") &&
                                Contains("activation: ReLU is relu here"));
}

TEST_CASE("import: a multirun of Hydra, in a file or in quotes") {
  const std::string line =
      "python train.py -m lr=0.1,0.01 'batch_size=range(16,65,16)' +model.activation=tanh,relu "
      "seed=1,2,3 optimizer=choice(adam,sgd) epochs=3 hydra/launcher=joblib ~db";
  ImportShell shell;
  const std::string study = shell.imported("hydra", line);
  for (const char* part :
       {"method: grid", "values: [0.1, 0.01]", "values: [16, 32, 48, 64]",
        "network.activation:", "seeds: [1, 2, 3]", "values: [adam, gradient_descent]", "epochs: 3"})
    CHECK_THAT(study, Contains(part));
  CHECK_THAT(shell.remarks, Contains("hydra/launcher=joblib: has no counterpart"));
  const Result quoted = shell.ice({"import", "hydra", line});
  CHECK(quoted.code == 0);
  CHECK(quoted.out.substr(quoted.out.find("idea:")) == study.substr(study.find("idea:")));
}

TEST_CASE("import: ranges of Hydra are drawn at random") {
  ImportShell shell;
  const std::string study = shell.imported(
      "hydra",
      "python a.py --multirun 'lr=tag(log, interval(0.0001, 0.1))' 'hidden=choice([8],[8, 4])' "
      "'epochs=int(interval(1, 9))' hydra.sweeper.n_trials=5");
  for (const char* part : {"distribution: log_uniform", "distribution: int_uniform", "run_cap: 15"})
    CHECK_THAT(study, Contains(part));
  CHECK_THAT(study, !Contains("method: grid"));
}

TEST_CASE("import: -o writes a file that is not there yet") {
  const Shell shell;
  shell.write("sweep.yaml", kWandb);
  const Result made = shell.ice({"import", "wandb", "sweep.yaml", "-o", "mine.yaml"});
  CHECK(made.code == 0);
  CHECK(made.out == "Wrote mine.yaml: 6 of 7 parameters taken\nNext:\n  ice plan mine.yaml\n");
  CHECK_THAT(shell.read("mine.yaml"),
             StartsWith("# Made by 'ice import wandb sweep.yaml'. ") && Contains("name: mine\n"));
  const Result again = shell.ice({"import", "wandb", "sweep.yaml", "-o", "mine.yaml"});
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Contains("mine.yaml: is there already"));
}

TEST_CASE("import: what is none of these files is refused") {
  const Shell shell;
  shell.write("text", "just words");
  shell.write("list", "[1, 2]");
  shell.write("odd", R"({"x": {"name": "Gamma"}})");
  const auto refused = [&](const std::string& tool, const std::string& file) {
    const Result result = shell.ice({"import", tool, file});
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK_THAT(refused("wandb", "text"), Contains("text: is no sweep of W&B"));
  CHECK_THAT(refused("optuna", "list"), Contains("list: is no search space of Optuna"));
  CHECK_THAT(refused("optuna", "odd"), Contains("odd: 'x' has no distribution of Optuna's"));
  CHECK_THAT(refused("hydra", "text"), Contains("text: has no NAME=VALUES"));
  CHECK_THAT(refused("wandb", "nowhere"), Contains("nowhere: there is no such file"));
  CHECK_THAT(refused("ray", "text"), Contains("expected wandb, optuna or hydra, got 'ray'"));
}

TEST_CASE("import: a sweep that is run as a study is told what belongs where, and the way") {
  const Shell shell;
  shell.write("sweep.yaml", kWandb);
  for (const char* command : {"run", "plan"}) {
    const Result result = shell.ice({command, "sweep.yaml"});
    CHECK(result.code == 2);
    CHECK(result.err ==
          "ice: sweep.yaml: is a sweep of W&B, and no study: method, metric, parameters, run_cap "
          "belong under experiment, program, early_terminate have no place here, and code is "
          "missing. "
          "'ice import wandb sweep.yaml' writes a study of it\n");
  }
}
