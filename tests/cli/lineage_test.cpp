// From a run back to its file (`ice show RUN --yaml`), and from an idea to the next (`ice fork`,
// `ice ideas`).
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Everything that has a form of its own in a study file: plugins with parameters, layers with their
// own, a schedule, early stopping, lists.
constexpr const char* kManyForms = R"(name: many-forms
code:
  data: {name: moons, samples: 60, noise: 0.15, seed: 3, split: {dev: 0.3, seed: 4}, standardize: true}
  network:
    hidden: [6, {units: 5, activation: {name: leaky_relu, slope: 0.2}, dropout: 0.1}]
    activation: tanh
    output: sigmoid
  initializer: {name: normal, scale: 0.3}
  loss: binary_cross_entropy
  optimizer: {name: adam, beta1: 0.8, learning_rate: 0.01, schedule: {name: cosine, warmup: 1}}
  regularization: {l2: 0.001}
  training:
    epochs: 4
    batch_size: 16
    precision: float64
    clip_norm: 1
    label_smoothing: 0.1
    early_stopping: {metric: dev.cost, patience: 3}
experiment:
  metric: {name: dev.cost}
  seeds: {count: 2, root: 5}
  parameters:
    network.activation: {values: [tanh, {name: elu, alpha: 0.5}]}
    optimizer: {values: [{name: adam, beta1: 0.7}, gradient_descent]}
)";

std::vector<std::string> ids(const Shell& shell, const std::string& study) {
  std::vector<std::string> lines =
      ice::base::split(shell.ice({"runs", study, "--columns", "id", "-f", "csv"}).out, '\n');
  lines.erase(lines.begin());
  std::erase(lines, "");
  return lines;
}

}  // namespace

TEST_CASE("lineage: a study made of a run has that run and no other, whatever its code") {
  const Shell shell;
  shell.write("many.yaml", kManyForms);
  REQUIRE(shell.ice({"run", "many.yaml", "-q"}).code == 0);
  const std::vector<std::string> runs = ids(shell, "many-forms");
  REQUIRE(runs.size() == 8);
  for (const std::string& id : runs) {
    const Result shown = shell.ice({"show", id, "--yaml"});
    REQUIRE(shown.code == 0);
    CHECK_THAT(shown.out, StartsWith("# Run " + id + " of many-forms, as it was recorded on 20") &&
                              Contains("\nname: many-forms-" + id + "\n") &&
                              Contains("  follows: many-forms\n"));
    shell.write("again.yaml", shown.out);
    const Value plan = Value::parse(shell.ice({"plan", "again.yaml", "--json"}).out);
    CAPTURE(shown.out, plan.dump());
    CHECK(plan["to_run"] == 0);
    CHECK(plan["recorded"] == 1);
  }
}

TEST_CASE("lineage: a cell is written as a study of its runs") {
  const RecordedShell shell;
  shell.write("cell.yaml", shell.ice({"show", "flat:1", "--yaml"}).out);
  CHECK_THAT(shell.read("cell.yaml"),
             StartsWith("# Cell 1 of flat, ") && Contains("name: flat-cell-1\n"));
  CHECK_THAT(shell.ice({"plan", "cell.yaml"}).out, Contains("2  recorded already: 2 finished\n"));
  CHECK_THAT(shell.ice({"show", "flat:training.epochs=3", "--yaml"}).err,
             Contains("names runs of several cells"));
}

TEST_CASE("lineage: a study is written as its newest revision") {
  const RecordedShell shell;
  const std::string text = shell.ice({"show", "flat", "--yaml"}).out;
  CHECK_THAT(text, StartsWith("name: flat\n"));
  shell.write("flat.yaml", text);
  CHECK_THAT(shell.ice({"run", "flat.yaml"}).out,
             StartsWith("Nothing to run: 4 runs of flat recorded already"));
  CHECK(Value::parse(shell.ice({"show", "flat", "--json"}).out)["revisions"].size() == 1);
}

TEST_CASE("lineage: a fork follows its parent, with overrides, under the name of its file") {
  const RecordedShell shell;
  const Result forked = shell.ice({"fork", "flat", "Longer_still.yaml", "training.epochs=4"});
  CHECK(forked.err.empty());
  CHECK(forked.out ==
        "Wrote Longer_still.yaml, which follows flat. Say in it what is new, then:\n"
        "  ice run Longer_still.yaml\n");
  const std::string text = shell.read("Longer_still.yaml");
  CHECK_THAT(text, StartsWith("# Follows flat (revision 1). What is new, and why should it be "
                              "better?\nname: longer-still\n") &&
                       Contains("  follows: flat\n") && Contains("    epochs: 4\n"));
  CHECK(shell.ice({"run", "Longer_still.yaml", "-q"}).code == 0);

  const Result again = shell.ice({"fork", "flat", "Longer_still.yaml"});
  CHECK(again.code == 2);
  CHECK(again.err == "ice: Longer_still.yaml: exists already. Choose another name, or remove it\n");
  CHECK(shell.ice({"fork", "flat", "flat.yaml"}).err ==
        "ice: flat.yaml: is called as its parent is. Call the file as the new study\n");
  CHECK_THAT(shell.ice({"fork", "flat", "other.yaml", "epoch=4"}).err, Contains("epochs"));
}

TEST_CASE("lineage: ideas are a tree with what changed and the verdicts") {
  const RecordedShell shell;
  REQUIRE(shell.ice({"fork", "flat", "longer.yaml", "training.epochs=4"}).code == 0);
  REQUIRE(shell.ice({"run", "longer.yaml", "-q"}).code == 0);
  REQUIRE(shell.ice({"fork", "longer", "wider.yaml", "network.hidden=[5]"}).code == 0);
  std::string wider = shell.read("wider.yaml");
  wider.replace(wider.find("  follows: longer\n"), 18,
                "  follows: longer\n  claims: [{name: H1, metric: dev.cost, better: "
                "{network.activation: tanh}, than: {network.activation: relu}}]\n");
  shell.write("wider.yaml", wider);
  REQUIRE(shell.ice({"run", "wider.yaml", "-q"}).code == 0);
  shell.write("orphan.yaml",
              "# x\n" + std::string(ice::cli::kFlat)
                            .replace(6, 4, "lost")
                            .replace(ice::cli::kFlat.find("}\ncode"), 1, ", follows: gone}"));
  REQUIRE(shell.ice({"run", "orphan.yaml", "-q"}).code == 0);
  CHECK(shell.ice({"ideas"}).out ==
        "flat: Nothing is learned from zeros\n"
        "  longer: Nothing is learned from zeros\n"
        "      training.epochs: 3 -> 4\n"
        "    wider: Nothing is learned from zeros\n"
        "        H1 undecided\n"
        "        network.hidden: [3] -> [5]\n"
        "lost: Nothing is learned from zeros\n"
        "    follows gone, which is not in this store\n");
  const Value rows = Value::parse(shell.ice({"ideas", "--json"}).out);
  REQUIRE(rows.size() == 4);
  CHECK(rows[2]["follows"] == "longer");
  CHECK(rows[2]["depth"] == 2);
  CHECK(rows[2]["claims"] == "H1 undecided");
  CHECK(shell
            .ice({"ideas", "--where", "depth > 0", "--sort", "-depth", "--columns", "study,follows",
                  "-f", "csv"})
            .out == "study,follows\nwider,longer\nlonger,flat\n");
  CHECK(shell.ice({"ideas", "--where", "study = 'none'"}).out == "No study matches.\n");
}

TEST_CASE("lineage: a fork leaves out claims on cells that it does not have, and says so") {
  const Shell shell;
  std::string text = ice::cli::kFlat;
  text.insert(text.find("}\ncode:"),
              ", claims: [{name: H1, metric: dev.cost, better: {network.activation: tanh}, than: "
              "{network.activation: relu}}]");
  shell.write("flat.yaml", text);
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  const Result forked = shell.ice({"fork", "flat", "sigmoid.yaml", "activation=tanh,sigmoid"});
  CHECK(forked.err.empty());
  CHECK_THAT(forked.out, Contains("Left out, as the new study has not both of their sides: H1. "
                                  "What does it claim?\n"));
  CHECK_THAT(shell.read("sigmoid.yaml"), !Contains("H1"));
  CHECK_THAT(shell.ice({"fork", "flat", "longer.yaml", "epochs=4"}).out, !Contains("Left out"));
  CHECK_THAT(shell.read("longer.yaml"), Contains("H1"));
}
