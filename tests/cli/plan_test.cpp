// `ice plan`: the counts, the network with its shapes, and that nothing is run or written.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::kFlat;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

TEST_CASE("plan: shows runs, parameters and every shape, and leaves no store behind") {
  const FlatShell shell;
  const Result result = shell.ice({"plan", "flat.yaml"});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  // Parameters by hand: 3 x 2 + 3 and 1 x 3 + 1.
  CHECK_THAT(result.out, StartsWith(R"(flat: Nothing is learned from zeros
         4  runs: 2 cells x 2 seeds
         4  to run

Parameters
  network.activation  tanh, relu

Network of the first cell on planar: X (2, m), Y (1, m); m = 20 train, 20 dev
l  W[l]    b[l]    Z[l], A[l]  activation  initializer  dropout  parameters
─  ──────  ──────  ──────────  ──────────  ───────────  ───────  ──────────
1  (3, 2)  (3, 1)  (3, 20)     tanh        zeros              0           9
2  (1, 3)  (1, 1)  (1, 20)     sigmoid     zeros              0           4
  loss binary_cross_entropy fused with sigmoid, optimizer gradient_descent
  13 parameters, )"));
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}

TEST_CASE("plan: one cell and one seed are spoken of in the singular") {
  const FlatShell shell;
  CHECK_THAT(shell.ice({"plan", "flat.yaml", "activation=relu", "experiment.seeds=[1]"}).out,
             Contains("         1  runs: 1 cell x 1 seed\n"));
}

TEST_CASE("plan: says what is recorded, excluded, and past the cap or the limit") {
  const RecordedShell shell;
  CHECK_THAT(shell.ice({"plan", "flat.yaml"}).out,
             Contains("         4  runs: 2 cells x 2 seeds\n"
                      "         4  recorded already: 4 finished\n"
                      "         0  to run\n"));
  CHECK_THAT(shell
                 .ice({"plan", "flat.yaml", "learning_rate=1,2,3", "experiment.run_cap=10",
                       "experiment.exclude=[{activation: relu, learning_rate: 3}]", "--limit", "5"})
                 .out,
             Contains("        12  runs: 6 cells x 2 seeds\n"
                      "         2  excluded: network.activation = relu and "
                      "optimizer.learning_rate = 3\n"
                      "         1  left for later (--limit)\n"
                      "         4  recorded already: 4 finished\n"
                      "         5  to run\n"));
}

TEST_CASE("plan: a parameter without ends says around what it is drawn") {
  const Shell shell;
  const std::string axis = "    network.activation: {values: [tanh, relu]}\n";
  std::string text = kFlat;
  text.replace(text.find(axis), axis.size(),
               "    learning_rate: {distribution: log_normal, mu: -3, sigma: 1}\n"
               "  method: random\n  run_cap: 2\n");
  shell.write("drawn.yaml", text);
  CHECK_THAT(shell.ice({"plan", "drawn.yaml"}).out,
             Contains("optimizer.learning_rate  around mu = -3, drawn at random\n"));
}

TEST_CASE("plan: estimates the time from runs of the same study") {
  const RecordedShell shell;
  CHECK_THAT(shell.ice({"plan", "flat.yaml", "--force"}).out, Contains("\nEstimated time: "));
  CHECK_THAT(shell.ice({"plan", "flat.yaml"}).out, !Contains("Estimated time"));
}

TEST_CASE("plan: says what each claim's pairs could show, and when they are too few") {
  const Shell shell;
  const auto claims_of = [&](const std::string& claims, const std::string& seeds) {
    std::string text = kFlat;
    text.replace(text.find("idea: {"), 7, "idea: {claims: [" + claims + "], ");
    shell.write("claims.yaml", text);
    const std::string out =
        shell.ice({"plan", "claims.yaml", "experiment.seeds.count=" + seeds}).out;
    const std::string head = "\nClaims: the smallest effect found with a chance of 0.8\n";
    const std::size_t begin = out.find(head) + head.size();
    return out.substr(begin, out.find("\n\n", begin) + 1 - begin);
  };
  const std::string first =
      "{name: H1, metric: dev.cost, better: {activation: tanh}, than: {activation: relu}}";
  const std::string second =
      "{name: H2, metric: dev.accuracy, better: {activation: relu}, than: {activation: tanh}}";
  CHECK(claims_of(first, "4") == "  H1: 4 seeds cannot reach alpha = 0.05; 6 are the least\n");
  // At the first look's 0.02. Made apart in Python: of 4000 draws of 12 normal differences with a
  // mean of 0.93 deviations, 80.4 % have an exact sign-flip p of 0.02 or less.
  CHECK(claims_of(first, "12") ==
        "  H1: 12 seeds show an effect of 0.93 standard deviations of their differences\n");
  const std::string few =
      ": 5 seeds cannot reach alpha = 0.05 (0.025 each for 2 claims); 7 are the\n      least\n";
  CHECK(claims_of(first + ", " + second, "5") == "  H1" + few + "  H2" + few);
}

TEST_CASE("plan: --json is one object with the same counts") {
  const RecordedShell shell;
  const Value plan = Value::parse(shell.ice({"plan", "flat.yaml", "--json"}).out);
  CHECK(plan["study"] == "flat");
  CHECK(plan["slots"] == 4);
  CHECK(plan["recorded"] == 4);
  CHECK(plan["to_run"] == 0);
  CHECK(plan["network"]["parameters"] == 13);
  CHECK(plan["network"]["layers"].size() == 2);
}

TEST_CASE(
    "plan: --graph prints the steps of the first cell with their shapes, --dot as a digraph") {
  const FlatShell shell;
  const std::string text = shell.ice({"plan", "flat.yaml", "--graph"}).out;
  CHECK_THAT(
      text, StartsWith("Forward\n"
                       "  Z[1]  = W[1] X + b[1]                          (3, 20) = (3, 2) (2, 20)\n"
                       "  A[1]  = tanh(Z[1])                             (3, 20)\n"));
  CHECK_THAT(text, Contains("\nBackward\n  dZ[2] = A[2] - Y "));
  CHECK_THAT(text, Contains("\nUpdate\n  W[1]  = gradient_descent(W[1], dW[1]) "));
  CHECK_THAT(text, !Contains("dropped"));

  const std::string dot =
      shell.ice({"plan", "flat.yaml", "--dot", "regularization.dropout=0.5"}).out;
  CHECK_THAT(dot, StartsWith("digraph \"flat\" {\n"));
  CHECK_THAT(dot, Contains("  \"A[1]\" [label=\"A[1] (3, 20)\\ntanh(Z[1]) * D[1]\", style=solid];\n"
                           "  \"Z[1]\" -> \"A[1]\";\n"
                           "  \"D[1]\" -> \"A[1]\";\n"));
  CHECK_THAT(dot, Contains("  \"dW[1]\" [label=\"dW[1] (3, 2)\\n1/m dZ[1] X'\", style=dashed];\n"));
}

TEST_CASE("plan: classes are told by their labels, unless these are but numbers") {
  const FlatShell shell;
  shell.write("iris.csv", "petal,kind\n1.4,setosa\n4.7,versicolor\n1.3,setosa\n4.5,versicolor\n");
  shell.write("iris.yaml",
              "code:\n"
              "  data: {name: csv, file: iris.csv, target: kind}\n"
              "  network: {output: sigmoid}\n"
              "  loss: binary_cross_entropy\n"
              "  training: {epochs: 1}\n"
              "experiment: {metric: {name: train.cost}}\n");
  CHECK_THAT(shell.ice({"plan", "iris.yaml"}).out,
             Contains("\n  classes 0: setosa, 1: versicolor\n"));
  CHECK(Value::parse(shell.ice({"plan", "iris.yaml", "--json"}).out)["network"]["classes"] ==
        Value({"setosa", "versicolor"}));
  CHECK_THAT(shell.ice({"plan", "flat.yaml"}).out, !Contains("classes"));
}

TEST_CASE("plan: of data that are not here it shows the declared shapes, and where to get them") {
  const Shell shell;
  const Result result =
      shell.ice({"plan", ICE_SOURCE "/experiments/course/12-cats-four-layers.yaml"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("X (12288, m), Y (1, m); m = 209 train, 50 test\n") &&
                             Contains("1  (20, 12288)  (20, 1)  (20, 209)   relu "));
  CHECK_THAT(result.err, Contains("code.data.file: no file 'train_catvnoncat.h5'. Looked in ") &&
                             Contains("It is from: week 2 of Andrew Ng's course") &&
                             Contains("The shapes are those that the study declares"));
  const Result run = shell.ice({"run", ICE_SOURCE "/experiments/course/12-cats-four-layers.yaml"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("It is from: week 2 of Andrew Ng's course"));
}

TEST_CASE("plan: every lesson of the course says why, and needs no data to be planned") {
  const Shell shell;
  std::size_t lessons = 0;
  for (const auto& entry : std::filesystem::directory_iterator(ICE_SOURCE "/experiments/course")) {
    const std::string file = entry.path().string();
    CAPTURE(file);
    ++lessons;
    CHECK_THAT(ice::test::bytes_of(file), Contains("\n  why: "));
    if (file.find("cats") != std::string::npos || file.find("overfitting") != std::string::npos)
      CHECK(shell.ice({"plan", file}).code == 0);
  }
  CHECK(lessons >= 21);
}
