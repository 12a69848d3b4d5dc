// The confusion matrix in `ice show RUN`.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::Shell;

namespace {

// Three kinds of fish by their length, which overlap.
const std::string kFish = [] {
  std::string rows = "length,kind\n";
  for (int i = 0; i < 90; ++i)
    rows += fmt::format("{},{}\n", (i * 37) % 30 + 20 * (i % 3),
                        i % 3 == 0   ? "bleak"
                        : i % 3 == 1 ? "dace"
                                     : "eel");
  return rows;
}();

const std::string kFishStudy = R"(name: fish
code:
  data: {name: csv, file: fish.csv, target: kind, standardize: true,
         split: {train: 0.5, dev: 0.3, test: 0.2}}
  network: {hidden: [4], activation: tanh, output: softmax}
  loss: categorical_cross_entropy
  optimizer: {name: adam, learning_rate: 0.05}
  training: {epochs: 20, batch_size: 8, save: best}
experiment:
  metric: {name: dev.accuracy}
  seeds: [1]
)";

struct FishShell : Shell {
  FishShell() {
    write("fish.csv", kFish);
    write("fish.yaml", kFishStudy);
    if (const auto result = ice({"run", "fish.yaml", "-q"}); result.code != 0)
      throw std::runtime_error(result.err);
  }
};

std::string first_run(const Shell& shell) {
  return ice::base::split(shell.ice({"runs", "--columns", "id", "-f", "csv"}).out, '\n').at(1);
}

std::string text_of(const Shell& shell) { return shell.ice({"show", first_run(shell)}).out; }

Value json_of(const Shell& shell) {
  return Value::parse(shell.ice({"show", first_run(shell), "--json"}).out);
}

std::string why_missing(const Shell& shell) {
  return json_of(shell)["confusion"].value("missing", "");
}

// The sum of the diagonal over that of all counts.
double accuracy_of(const Value& counts) {
  double right = 0, all = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (std::size_t j = 0; j < counts.size(); ++j) {
      all += counts[i][j].get<double>();
      if (i == j) right += counts[i][j].get<double>();
    }
  return right / all;
}

}  // namespace

// Every output of flat.yaml is 1/2, which is not above 1/2: all of the 20 samples of the dev part,
// 10 of each class, are called class 0.
TEST_CASE("confusion: of two classes, in text and numbers") {
  const FlatShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q", "training.save=final"}).code == 0);
  CHECK_THAT(text_of(shell),
             Contains("\nconfusion\nthe network after epoch 3\n"
                      "a row is a true class, a column a predicted one; recall and precision in "
                      "%\n\n"
                      "dev: 20 samples, accuracy 0.5\n"
                      "              0     1  recall\n"
                      "0            10     0   100.0\n"
                      "1            10     0     0.0\n"
                      "precision  50.0     -\n\n"));
  CHECK(json_of(shell)["confusion"] ==
        Value::parse(R"({"classes": ["0", "1"], "epoch": 3, "metric": "", "parts": {"dev": {
                         "counts": [[10, 0], [10, 0]], "recall": [1.0, 0.0],
                         "precision": [0.5, null]}}})"));
}

// The oracle is what the worker recorded while it trained.
TEST_CASE("confusion: of the best epoch's network, on dev and test, by the table's own labels") {
  const FishShell shell;
  const Value run = json_of(shell);
  const Value& confusion = run["confusion"];
  const Value& accuracy = run["metrics"]["dev.accuracy"];
  CHECK(confusion["classes"] == Value({"bleak", "dace", "eel"}));
  CHECK(confusion["metric"] == "dev.accuracy");
  CHECK(confusion["epoch"] == accuracy["best_epoch"]);
  const Value& dev = confusion["parts"]["dev"]["counts"];
  CHECK(accuracy_of(dev) == Approx(accuracy["best"].get<double>()));
  CHECK(accuracy_of(dev) < 1);  // else the wrong ones are not looked at
  CHECK(confusion["parts"].size() == 2);
  CHECK_THAT(text_of(shell), Contains("the best by dev.accuracy\n") &&
                                 Contains("\n          bleak  dace   eel  recall\n") &&
                                 Contains("\ndev: 27 samples") && Contains("\ntest: 18 samples"));
}

TEST_CASE("confusion: of the final network, what dev and test recorded at the end") {
  const FishShell shell;
  REQUIRE(shell.ice({"run", "fish.yaml", "-q", "training.save=final"}).code == 0);
  std::filesystem::remove(json_of(shell)["network"].get<std::string>());  // the best one
  const Value run = json_of(shell), parts = run["confusion"]["parts"];
  for (const std::string part : {"dev", "test"}) {
    const Value& recorded = run["metrics"][part + ".accuracy"]["final"];
    CHECK(accuracy_of(parts[part]["counts"]) == Approx(recorded.get<double>()));
  }
}

TEST_CASE("confusion: of the training part where the data have no other") {
  const Shell shell;
  const std::string split = ", split: {train: 0.5, dev: 0.5}";
  std::string study = ice::cli::kFlat;
  study.replace(study.find(split), split.size(), "").replace(study.find("dev.cost"), 3, "train");
  shell.write("whole.yaml", study);
  REQUIRE(shell.ice({"run", "whole.yaml", "-q", "training.save=final"}).code == 0);
  CHECK(json_of(shell)["confusion"]["parts"] ==
        Value::parse(R"({"train": {"counts": [[20, 0], [20, 0]], "recall": [1.0, 0.0],
                         "precision": [0.5, null]}})"));
}

TEST_CASE("confusion: where no network was saved, the command that saves one") {
  const FlatShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  const std::string id = first_run(shell),
                    why = "run " + id +
                          ": its network was not saved. Train it again with 'ice run STUDY.yaml "
                          "training.save=final', the same study";
  CHECK(why_missing(shell) == why);
  CHECK_THAT(text_of(shell), Contains("\nconfusion\n  not known: run " + id + ": its network was"));
}

TEST_CASE("confusion: data that changed since give no counts, and the run is shown") {
  const FishShell shell;
  shell.write("fish.csv", kFish + "7,eel\n");
  CHECK_THAT(why_missing(shell),
             Contains("data 'csv': they changed since the network was trained (digest "));
  CHECK_THAT(text_of(shell), Contains("\nenvironment\n") && !Contains("recall\n"));
  std::filesystem::remove(shell.folder() / "fish.csv");
  CHECK_THAT(why_missing(shell), Contains("fish.csv"));
}

TEST_CASE("confusion: numbers as targets have none") {
  const Shell shell;
  shell.write("size.yaml", R"(name: size
code:
  data: {name: housing, samples: 60, standardize: true}
  network: {hidden: [3], activation: tanh, output: linear}
  loss: squared_error
  optimizer: {name: adam, learning_rate: 0.05}
  training: {epochs: 2, batch_size: full}
experiment:
  metric: {name: train.cost}
  seeds: [1]
)");
  REQUIRE(shell.ice({"run", "size.yaml", "-q"}).code == 0);
  CHECK(json_of(shell)["confusion"].is_null());
  CHECK_THAT(text_of(shell), !Contains("\nconfusion\n"));
}
