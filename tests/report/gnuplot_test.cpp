#include "report/gnuplot/gnuplot.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "base/error.hpp"
#include "report/gnuplot/figure_script.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::report;
using Catch::Contains;
using test::bytes_of;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

Figure example() {
  return {"Relu isn't `tanh`",
          "study s",
          "epoch",
          "dev.cost",
          "activation",
          false,
          {{"relu", {1, 2, 3}, {0.9, 0.5, 0.3}, {0.8, 0.4, 0.2}, {1.0, 0.6, 0.4}},
           {"tanh", {1, 2, 3}, {1.0, std::nan(""), 0.7}, {}, {}},
           {"", {1, 2, 3}, {1.1, 1.0, 0.9}, {}, {}}}};
}

void draw(const fs::path& file) {
  plot([](const fs::path& to) { return figure_script(example(), to); }, file);
}

}  // namespace

TEST_CASE("plot: the script holds data, bands, colours and texts that expand to nothing") {
  const std::string script = figure_script(example(), "out/a.png");
  CHECK_THAT(script, Contains("set terminal pngcairo noenhanced size 1600,960"));
  CHECK_THAT(script, Contains("set output 'out/a.png'"));
  CHECK_THAT(script, Contains("'Relu isn''t `tanh`'"));
  CHECK_THAT(script, Contains("$line0 << END\n1 0.9 0.8 1\n2 0.5 0.4 0.6\n3 0.3 0.2 0.4\nEND\n"));
  CHECK_THAT(script, Contains("$line1 << END\n1 1\n2 NaN\n3 0.7\nEND\n"));
  CHECK_THAT(script, Contains("$line0 using 1:3:4 with filledcurves fillcolor '#0072B2'"));
  CHECK_THAT(script, Contains("linecolor '#D55E00' title 'tanh'"));
  CHECK_THAT(script,
             Contains("$line2 using 1:2 with lines linewidth 0.8 linecolor '#C8C8C8' notitle"));
  CHECK_THAT(script, !Contains("logscale"));
}

TEST_CASE("plot: a logarithmic axis has numbers between the powers of ten") {
  Figure figure = example();
  figure.log_y = true;
  const std::string script = figure_script(figure, "a.svg");
  CHECK_THAT(script, Contains("set terminal svg"));
  CHECK_THAT(script, Contains("set logscale y\nset ytics ('0.2' 0.2, '0.5' 0.5, '1' 1)"));
}

TEST_CASE("plot: the files are what their extensions say") {
  const TemporaryFolder folder;
  draw(folder / "new/a.png");
  CHECK(bytes_of(folder / "new/a.png").starts_with("\x89PNG\r\n"));
  draw(folder / "a.svg");
  CHECK_THAT(bytes_of(folder / "a.svg"), Contains("<svg") && Contains("tanh"));
  draw(folder / "a.pdf");
  CHECK(bytes_of(folder / "a.pdf").starts_with("%PDF"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 3);  // nothing else is left
}

TEST_CASE("plot: an unknown extension, a missing gnuplot and a bad place are told") {
  CHECK_THROWS_WITH(draw("a.bmp"), "a.bmp: a plot is a .png, .svg or .pdf file");
  CHECK_THROWS_WITH(draw("/dev/null/a.png"), Contains("/dev/null: cannot be made: "));
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  CHECK_THROWS_WITH(draw("a.png"),
                    "plot: gnuplot was not found. Install it: apt install gnuplot-nox. Without -o "
                    "the picture is drawn in the terminal");
  ::setenv("PATH", path.c_str(), 1);
}

TEST_CASE("plot: a study of which every run diverged is drawn") {
  Figure figure = example();
  figure.log_y = true;
  figure.lines = {{"a", {1, 2, 3}, {1, 1e150, 1.5e308}, {}, {}, false, true}};
  CHECK_THAT(figure_script(figure, "a.png"), !Contains(":NaN]"));
  const TemporaryFolder folder;
  plot([&](const fs::path& to) { return figure_script(figure, to); }, folder / "a.png");
  CHECK(fs::file_size(folder / "a.png") > 1000);
}

TEST_CASE("plot: a title is bold, but in an SVG, for which gnuplot has no bold") {
  CHECK_THAT(figure_script(example(), "a.png"), Contains("font 'Sans:Bold,23'"));
  CHECK_THAT(figure_script(example(), "a.svg"), !Contains("Bold") && Contains("font 'Sans,14'"));
}
