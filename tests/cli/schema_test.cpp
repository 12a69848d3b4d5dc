// `ice schema` against an independent validator, Debian's python3-jsonschema: it accepts all
// studies that come with ice, and refuses what ice refuses.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using ice::cli::kFlat;
using ice::cli::Result;
using ice::cli::Shell;

namespace fs = std::filesystem;

namespace {

// A shell with the schema, for machines that can check it.
struct SchemaShell : Shell {
  SchemaShell() {
    if (run({"/usr/bin/python3", "-c", "import jsonschema, yaml"}).code != 0)
      skip("python3-jsonschema or python3-yaml is not installed");
    const Result schema = ice({"schema"});
    REQUIRE(schema.code == 0);
    write("schema.json", schema.out);
  }

  /// What the validator says of files, a line each; empty when it accepts them.
  [[nodiscard]] std::string faults(const std::vector<std::string>& files) const {
    std::vector<std::string> line{"/usr/bin/python3", ICE_SOURCE "/tests/cli/validate_studies.py",
                                  "schema.json"};
    line.insert(line.end(), files.begin(), files.end());
    const Result result = run(line);
    CAPTURE(result.err);
    CHECK(result.err.empty());
    return result.out;
  }
};

// kFlat with a part replaced.
struct Change {
  std::string from, to;
};

std::string changed(const Change& change) {
  std::string study = kFlat;
  const auto at = study.find(change.from);
  REQUIRE(at != std::string::npos);
  return study.replace(at, change.from.size(), change.to);
}

const std::vector<Change> kBad{
    {"name: flat", "name: Not A Name"},
    {"name: flat", "nmae: flat"},
    {"idea:", "thought:"},
    {"title: Nothing is learned from zeros", "title: 12"},
    {"title: Nothing is learned from zeros", "title: x, tags: {a: 1}"},
    {"title: Nothing", "claims: [{name: H1}], title: Nothing"},
    {"title: Nothing",
     "claims: [{name: H1, metric: accuracy, better: {network.activation: tanh}, "
     "than: {network.activation: relu}}], title: Nothing"},
    {"planar", "plannar"},
    {"samples: 40", "samples: 1"},
    {"samples: 40", "samples: many"},
    {"samples: 40", "sampels: 40"},
    {"samples: 40", "target: kind"},  // of csv
    {"samples: 40", "samples: 40, class_weight: equal"},
    {"samples: 40", "samples: 40, class_weight: {a: -1}"},
    {"samples: 40", "samples: 40, targets: large"},
    {"train: 0.5, dev: 0.5", "folds: 1"},
    {"train: 0.5, dev: 0.5", "dev: 0.5, by: run"},
    {"{name: planar, samples: 40,", "{name: csv, file: a.csv,"},
    {"train: 0.5", "train: -1"},
    {"train: 0.5", "trian: 0.5"},
    {"hidden: [3]", "hidden: 3"},
    {"hidden: [3]", "hidden: [0]"},
    {"hidden: [3]", "hidden: [{unit: 3}]"},
    {"hidden: [3]", "hidden: [{units: 3, dropout: 1}]"},
    {"activation: tanh, output: sigmoid", "activation: tanh"},
    {"activation: tanh,", "activation: Not-A-Plugin,"},
    {"activation: tanh,", "activation: {slope: 0.1, name: [leaky_relu]},"},
    {"activation: tanh,", "activation: {name: leaky_relu, slpoe: 0.1},"},
    {"  initializer: zeros", "  initializer: {name: normal, scale: -1}"},
    {"  loss: binary_cross_entropy\n", ""},
    {"learning_rate: 1}", "learning_rate: -1}"},
    {"learning_rate: 1}", "learning_rate: 1, schedule: {name: cosinus}}"},
    {"learning_rate: 1}", "learning_rate: 1, schedule: {name: step, every: 0}}"},
    {"epochs: 3", "epochs: 2.5"},
    {"epochs: 3, ", ""},
    {"batch_size: full", "batch_size: half"},
    {"batch_size: full", "batch_size: full, save: everything"},
    {"batch_size: full", "batch_size: full, early_stopping: {metric: cost}"},
    {"goal: minimize", "goal: smallest"},
    {"seeds: [1, 2]", "seeds: [1, -2]"},
    {"seeds: [1, 2]", "seeds: {count: 0}"},
    {"seeds: [1, 2]", "seeds: {number: 3}"},
    {"seeds: [1, 2]", "seeds: [1, 2]\n  method: sobal"},
    {"seeds: [1, 2]", "seeds: [1, 2]\n  limits: {memory: much}"},
    {"seeds: [1, 2]", "seeds: [1, 2]\n  zip: [[network.activation]]"},
    {"{values: [tanh, relu]}", "[tanh, relu]"},
    {"{values: [tanh, relu]}", "{values: []}"},
    {"{values: [tanh, relu]}", "{vlaues: [tanh, relu]}"},
    {"{values: [tanh, relu]}", "{values: [tanh, 7]}"},
    {"{values: [tanh, relu]}",
     "{values: [tanh, relu]}\n    training.epochs: {min: 1, max: 9, points: 1}"},
};

// Forms that studies in experiments/ do not have.
const std::vector<Change> kGood{
    {"  initializer: zeros", "  initializer: {name: normal, scale: 1e-2}"},
    {"  loss: binary_cross_entropy\n", "  loss: core/binary_cross_entropy\n"},
    {"hidden: [3]", "hidden: [3, {units: 4, activation: {name: leaky_relu, slope: 0.1}}]"},
    {"learning_rate: 1}", "learning_rate: 1, schedule: cosine}"},
    {"name: gradient_descent, ", ""},
    {"samples: 40", "samples: 40, class_weight: balanced"},
    {"train: 0.5, dev: 0.5", "folds: 4"},
    {"train: 0.5, dev: 0.5", "dev: 0.5, by: seed"},
    {"activation: tanh, output: sigmoid",
     "activation: tanh, output: sigmoid}\n"
     "  regularization: {dropout: [0.5], l2: 0"},
    {"batch_size: full", "batch_size: 1.0, early_stopping: {metric: dev.cost, patience: 3}"},
    {"seeds: [1, 2]", "seeds: {count: 3}\n  limits: {memory: 2 GiB, seconds: 1.5}\n  zip: []"},
    {"seeds: [1, 2]", "seeds: [1]\n  exclude: [{activation: relu}]\n  order: shuffled"},
    {"seeds: [1, 2]",
     "seeds: [1]\n  method: bayes\n  run_cap: 2\n  ahead: 2\n  start_with: [{activation: relu}]"},
    {"{values: [tanh, relu]}",
     "{values: [tanh, relu]}\n    learning_rate: {min: 0.1, max: 1, distribution: loguniform, "
     "points: 3, when: {activation: tanh}}"},
    {"loss: binary_cross_entropy\n  optimizer: {name: gradient_descent, learning_rate: 1}\n"
     "  training: {epochs: 3, batch_size: full}\nexperiment:\n",
     "optimizer: {name: gradient_descent, learning_rate: 1}\n  training: {batch_size: full}\n"
     "experiment:\n"},
};

}  // namespace

TEST_CASE("schema: every study that comes with ice fits it") {
  const SchemaShell shell;
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(ICE_SOURCE "/experiments"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  CHECK(files.size() >= 20);
  CHECK(shell.faults(files).empty());
}

TEST_CASE("schema: its own examples and defaults fit it, and it is sound itself") {
  const SchemaShell shell;
  CHECK(shell.faults({"--examples"}).empty());
}

TEST_CASE("schema: it refuses what ice refuses") {
  const SchemaShell shell;
  std::vector<std::string> files;
  for (const Change& change : kBad) {
    files.push_back("bad" + std::to_string(files.size()) + ".yaml");
    shell.write(files.back(), changed(change));
    const Result plan = shell.ice({"plan", files.back()});
    CAPTURE(change.from, change.to, plan.out);
    CHECK(plan.code == 2);
  }
  const std::string faults = shell.faults(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    CAPTURE(kBad[i].from, kBad[i].to, faults);
    CHECK(faults.find(files[i] + ": ") != std::string::npos);
  }
}

TEST_CASE("schema: it accepts what ice accepts") {
  const SchemaShell shell;
  std::vector<std::string> files;
  for (const Change& change : kGood) {
    files.push_back("good" + std::to_string(files.size()) + ".yaml");
    std::string study = changed(change);
    if (study.find("loss:") == std::string::npos)  // what is varied need not stand in code
      study += "    loss: {values: [binary_cross_entropy]}\n    training.epochs: {values: [3]}\n";
    shell.write(files.back(), study);
    const Result plan = shell.ice({"plan", files.back()});
    CAPTURE(study, plan.err);
    CHECK(plan.code == 0);
  }
  CHECK(shell.faults(files).empty());
}
