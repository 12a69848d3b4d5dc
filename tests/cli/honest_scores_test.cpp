// What a study's numbers say: none of a network that diverged, and a word before a study runs that
// may not mean what it says.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::string study(const std::string& data, const std::string& output, const std::string& loss) {
  return fmt::format(R"(name: rates
code:
  data: {{name: {}, samples: 60, split: {{train: 0.5, dev: 0.25, test: 0.25}}}}
  network: {{hidden: [5, 4], activation: relu, output: {}}}
  loss: {}
  optimizer: {{name: gradient_descent}}
  training: {{epochs: 60}}
experiment:
  metric: {{name: dev.cost}}
  seeds: [1, 2]
  record: {{points: 4}}
  parameters:
    optimizer.learning_rate: {{values: [0.01, 1.0e+6, 1.0e+38]}}
)",
                     data, output, loss);
}

}  // namespace

TEST_CASE("scores: a run that diverged has no final value and no last point of a curve") {
  for (const auto& [data, output, loss] :
       {std::tuple("planar", "sigmoid", "binary_cross_entropy"),
        std::tuple("blobs", "softmax", "categorical_cross_entropy"),
        std::tuple("housing", "linear", "squared_error")}) {
    const Shell shell;
    shell.write("rates.yaml", study(data, output, loss));
    CHECK(shell.ice({"run", "rates.yaml", "-q"}).code == 0);
    const auto count = [&](const std::string& of) {
      return shell.ice({"sql", "SELECT count(*) AS n FROM " + of, "-f", "csv"}).out;
    };
    CAPTURE(data);
    CHECK(count("runs WHERE status = 'diverged'") != "n\n0\n");
    CHECK(count("metrics m JOIN runs r ON r.id = m.run_id WHERE r.status = 'diverged' AND "
                "m.final IS NOT NULL") == "n\n0\n");
    CHECK(count("metrics m JOIN runs r ON r.id = m.run_id WHERE r.status = 'diverged' AND "
                "m.best_epoch >= r.epochs") == "n\n0\n");
    CHECK(count("metrics m JOIN runs r ON r.id = m.run_id WHERE r.status = 'finished' AND "
                "m.final IS NULL") == "n\n0\n");
  }
}

TEST_CASE("warnings: plan and run tell them on standard error, with their place") {
  const Shell shell;
  shell.write("odd.yaml", R"(name: odd
code:
  data: {name: planar, samples: 40, split: {train: 0.5, dev: 0.25}}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: adam}
  training: {epochs: 2, batch_size: 64}
experiment:
  metric: {name: dev.accuracy, goal: minimize}
)");
  const auto tells_all = [&](const std::string& text) {
    CHECK_THAT(text, Contains("ice: warning: odd.yaml:9:38: experiment.metric: dev.accuracy is "
                              "better when it is larger"));
    CHECK_THAT(text, Contains("ice: warning: odd.yaml:7:37: code.training.batch_size: 64 is more "
                              "than the 20 samples of the training part"));
    CHECK_THAT(text, Contains("code.data.split: 10 samples are in no part"));
  };
  const Result plan = shell.ice({"plan", "odd.yaml"});
  CHECK(plan.code == 0);
  tells_all(plan.err);
  const Result run = shell.ice({"run", "odd.yaml"});
  CHECK(run.code == 0);
  tells_all(run.err);
  CHECK(shell.ice({"run", "odd.yaml", "-q", "--force"}).err.empty());
}
