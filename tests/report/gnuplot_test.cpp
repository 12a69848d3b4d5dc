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
  CHECK_THAT(script, Contains("linewidth 1.6 linecolor '#D55E00'"));
  CHECK_THAT(script, Contains("$line2 using 1:2 with lines linewidth 0.8 linecolor '#C8C8C8'"));
  CHECK_THAT(script, !Contains("logscale"));
}

TEST_CASE("plot: a logarithmic axis has numbers between the powers of ten") {
  Figure figure = example();
  figure.log_y = true;
  const std::string script = figure_script(figure, "a.svg");
  CHECK_THAT(script, Contains("set terminal svg"));
  CHECK_THAT(script, Contains("set logscale y\nset ytics ('0.2' 0.2, '0.5' 0.5, '1' 1)\n"));
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
  CHECK_THAT(figure_script(example(), "a.png"), Contains("font 'Sans:Bold,22'"));
  CHECK_THAT(figure_script(example(), "a.svg"), !Contains("Bold") && Contains("font 'Sans,18'"));
}

TEST_CASE("page: a legend that needs more than a third of the width stands below, whole") {
  Figure figure = example();
  const std::string name = "relu · 0.001 · [128, 64] · adam · he_normal · batch_size 128 · xavier";
  CHECK_THAT(figure_script(figure, "a.png"), Contains("set bmargin at screen 0.0980"));
  figure.lines[0].name = name;
  const std::string script = figure_script(figure, "a.png");
  CHECK_THAT(script, Contains("set label '" + name + "' at screen 0.0660,"));
  CHECK_THAT(script, Contains("set rmargin at screen 0.9700"));
  figure.lines[0].name = std::string(400, 'x');
  CHECK_THAT(figure_script(figure, "a.png"), Contains("x…'"));
}

// 24 rows were written, below the lower edge too, and "and 16 more" there.
TEST_CASE("page: a legend ends within the picture and says how many it leaves out") {
  Figure figure = example();
  figure.subtitle = "one line";
  figure.lines.clear();
  for (int i = 0; i < 40; ++i)
    figure.lines.push_back({"l" + std::to_string(i), {1, 2}, {1.0 + i, 2.0 + i}, {}, {}});
  const std::string script = figure_script(figure, "a.png");
  const std::size_t more = script.find("set label 'and ");
  REQUIRE(more != std::string::npos);
  CHECK(std::stod(script.substr(script.find(',', more) + 1)) > 0.01);
  const int left_out = std::stoi(script.substr(more + 15));
  CHECK_THAT(script, Contains("set label 'l" + std::to_string(39 - left_out) + "'"));
  CHECK_THAT(script, !Contains("set label 'l" + std::to_string(40 - left_out) + "'"));
  CHECK_THAT(script, Contains("linecolor '#0072B2' dashtype (8,5)"));  // the ninth
}

// Beside 1e+300 the label was over the left edge.
TEST_CASE("page: wide numbers leave room for the name of the y axis") {
  Figure figure = example();
  const auto left_of = [](const std::string& script) {
    return std::stod(script.substr(script.find("set lmargin at screen ") + 22));
  };
  const double usual = left_of(figure_script(figure, "a.png"));
  figure.lines[0].y = {1e300, 2e300, 3e300};
  CHECK(left_of(figure_script(figure, "a.png")) > usual + 0.02);
}

TEST_CASE("plot: lines that hide each other are dashed in turn, and one that leaves is marked") {
  Figure figure = example();
  figure.lines = {{"a", {1, 2}, {1, 2}, {}, {}},
                  {"b", {1, 2}, {1, 2}, {}, {}},
                  {"c", {1, 2}, {1, 1e9}, {}, {}, false, /*escapes=*/true}};
  const std::string script = figure_script(figure, "a.png");
  CHECK_THAT(script, Contains("linecolor '#0072B2' dashtype (20,20)"));
  CHECK_THAT(script, Contains("point pointtype 9 pointsize 1.6 linecolor '#009E73'"));
}

TEST_CASE("plot: the numbers of an axis have equal decimals") {
  Figure figure = example();
  figure.lines = {{"a", {1, 2}, {0.79, 0.91}, {}, {}}};
  CHECK_THAT(figure_script(figure, "a.png"), Contains("('0.80' 0.8, '0.82' 0.82"));
}

TEST_CASE("plot: characters that no font has are left out and reported, but not from an SVG") {
  const TemporaryFolder folder;
  Figure figure = example();
  figure.title = "Größe → \U0010FFFD ж";  // private use: no font has it
  const Script script = [&](const fs::path& to) { return figure_script(figure, to); };
  CHECK(plot(script, folder / "a.png") == "\U0010FFFD");
  CHECK_THAT(script_for_people(script, "x/a.png"),
             Contains("'Größe →  ж'") && Contains("set output 'a.png'"));
  CHECK_THAT(script_for_people(script, "a.svg"), Contains("\U0010FFFD"));
}
