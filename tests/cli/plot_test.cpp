// `ice plot`: pictures in the terminal, or as files.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::cli::FlatShell;
using ice::cli::RecordedShell;
using ice::cli::Result;

TEST_CASE("plot: without -o a picture in the terminal, a line for each cell") {
  const RecordedShell shell;
  const Result result = shell.ice({"plot", "flat", "curves"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("Nothing is learned from zeros\n") &&
                             Contains("\n  a  tanh\n") && Contains("\n  b  relu\n") &&
                             !Contains("\x1b["));
}

TEST_CASE("plot: -o writes the kind of file that its ending says") {
  const RecordedShell shell;
  for (const auto& [name, start] :
       {std::pair{"a.png", "\x89PNG"}, {"a.svg", "<?xml"}, {"a.pdf", "%PDF"}}) {
    const Result result = shell.ice({"plot", "flat", "curves", "-o", name});
    CHECK(result.code == 0);
    CHECK(result.out == "Wrote " + std::string(name) + "\n");
    CHECK(result.err.empty());
    CHECK_THAT(shell.read(name), StartsWith(start));
  }
}

TEST_CASE("plot: what it cannot draw") {
  const RecordedShell shell;
  const Result bitmap = shell.ice({"plot", "flat", "curves", "-o", "a.bmp"});
  CHECK(bitmap.code == 2);
  CHECK(bitmap.err == "ice: a.bmp: a plot is a .png, .svg or .pdf file\n");
  const Result metric = shell.ice({"plot", "flat", "curves", "--metric", "dev.rmse"});
  CHECK(metric.code == 2);
  CHECK(
      metric.err ==
      "ice: study flat: no run has a curve of 'dev.rmse'. The metrics there are: ice runs flat\n");
}

TEST_CASE("plot: boundaries are drawn in the terminal or into a file, a panel for each cell") {
  const RecordedShell shell;
  const Result picture = shell.ice({"plot", "flat", "boundary"});
  CHECK(picture.code == 0);
  CHECK_THAT(picture.out,
             StartsWith("Nothing is learned from zeros\nstudy flat; the class that the best run of "
                        "each cell gives, its dev.cost\n") &&
                 Contains("activation = tanh: 0.6931") && Contains("activation = relu: 0.6931") &&
                 Contains("\na  0   b░ 1\n"));
  const Result file = shell.ice({"plot", "flat", "boundary", "-n", "1", "-o", "b.png"});
  CHECK(file.out == "Wrote b.png\n");
  CHECK_THAT(shell.read("b.png"), StartsWith("\x89PNG"));
}

TEST_CASE("plot: the landscape of logistic regression, with a way for each rate") {
  const ice::cli::Shell shell;
  shell.write("bowl.yaml", R"(name: bowl
code:
  data: {name: blobs, samples: 50, classes: 2, features: 1, noise: 2, seed: 2, standardize: true}
  network: {hidden: [], output: sigmoid}
  initializer: {name: constant, value: 2}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 20, batch_size: full, precision: float64}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: [1]
  parameters:
    optimizer.learning_rate: {values: [0.01, 1]}
)");
  REQUIRE(shell.ice({"run", "bowl.yaml"}).code == 0);
  const Result picture = shell.ice({"plot", "bowl", "landscape"});
  CHECK(picture.err.empty());
  CHECK(picture.code == 0);
  CHECK_THAT(picture.out, StartsWith("bowl\nstudy bowl; J over all training samples; best: "
                                     "learning_rate = 1: ") &&
                              Contains("\nb[1](1)\n") && Contains("W[1](1, 1)\n") &&
                              Contains("  a learning_rate = 1\n  b learning_rate = 0.01\n"));
  // Trained again it comes to the very costs that are recorded.
  CHECK_THAT(picture.out, !Contains("trained again"));
  for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
    const Result file =
        shell.ice({"plot", "bowl", "landscape", "--x", "b", "--y", "w", "-o", name});
    CHECK(file.out == "Wrote " + std::string(name) + "\n");
    CHECK(file.err.empty());
  }
  CHECK(shell.ice({"plot", "bowl", "landscape", "--x", "w"}).err ==
        "ice: plot: a plane has two axes. Give --x and --y\n");
  CHECK(shell.ice({"plot", "bowl", "landscape", "--x", "w", "--y", "b[2](1)"}).err ==
        "ice: parameter b[2](1): the network has 1 layer\n");
}

TEST_CASE("plot: every kind is drawn in the terminal and as a file, and is named in the help") {
  const RecordedShell shell;
  const std::string help = shell.ice({"plot", "--help"}).out;
  for (const char* kind : {"curves", "slice", "parallel", "box", "importance", "history"}) {
    const Result picture = shell.ice({"plot", "flat", kind});
    CHECK(picture.err.empty());
    CHECK(picture.code == 0);
    CHECK_THAT(picture.out, StartsWith("Nothing is learned from zeros\nstudy flat"));
    CHECK_THAT(help, Contains(std::string(kind) + ": "));
  }
  const Result front =
      shell.ice({"plot", "flat", "pareto", "--by", "dev.cost,dev.accuracy", "-o", "p.svg"});
  CHECK(front.out == "Wrote p.svg\n");
  const Result heatmap = shell.ice({"plot", "flat", "heatmap"});
  CHECK(heatmap.code == 2);
  CHECK_THAT(heatmap.err, StartsWith("ice: study flat: its cells differ in one parameter only, "
                                     "network.activation, and this picture needs two"));
}

TEST_CASE("plot: --script writes what draws the picture again") {
  const RecordedShell shell;
  const Result drawn = shell.ice({"plot", "flat", "box", "-o", "b.png", "--script"});
  CHECK(drawn.out == "Wrote b.png\nWrote b.gnuplot\n");
  CHECK_THAT(shell.read("b.gnuplot"), Contains("$values << END"));
  const std::string picture = shell.read("b.png");
  std::filesystem::remove(shell.folder() / "b.png");
  CHECK(shell.run({"gnuplot", "b.gnuplot"}).code == 0);
  CHECK(shell.read("b.png") == picture);
  CHECK(shell.ice({"plot", "flat", "box", "--script"}).err ==
        "ice: --script: writes the script of a picture file. Add -o FILE.png\n");
}

TEST_CASE("plot: options that mean nothing to a kind are refused") {
  const RecordedShell shell;
  CHECK(shell.ice({"plot", "flat", "curves", "--x", "activation"}).err ==
        "ice: plot curves: takes no --x\n");
  CHECK(shell.ice({"plot", "relu", "activation", "--where", "seed = 1"}).err ==
        "ice: plot activation: takes no --where\n");
  CHECK_THAT(shell.ice({"plot", "flat", "pie"}).err, Contains("expected curves, heatmap, slice"));
}

TEST_CASE("plot: activations are drawn with parameters") {
  const FlatShell shell;
  const Result drawn = shell.ice({"plot", "leaky_relu(slope=0.5),relu", "activation"});
  CHECK(drawn.code == 0);
  CHECK_THAT(drawn.out, StartsWith("leaky_relu(slope=0.5), relu\n"));
  CHECK(drawn.out != shell.ice({"plot", "leaky_relu(slope=0.01),relu", "activation"}).out);
  CHECK_THAT(shell.ice({"plot", "leaky_relu(slope=0.5)", "activation"}).out,
             StartsWith("core/leaky_relu(slope=0.5)\n"));
  CHECK_THAT(shell.ice({"plot", "leaky_relu(slop=0.5)", "activation"}).err,
             Contains("slop") && Contains("slope"));
  CHECK_THAT(shell.ice({"plot", "leaky_relu(slope=0.5", "activation"}).err,
             Contains("has no closing parenthesis"));
}
