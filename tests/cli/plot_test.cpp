// `ice plot STUDY curves`: a picture in the terminal, or a file.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
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
