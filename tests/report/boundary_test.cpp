#include "report/boundary.hpp"

#include <catch2/catch.hpp>

#include "report/gnuplot/boundary_script.hpp"

using namespace ice;
using namespace ice::report;
using Catch::Contains;

namespace {

// Class 0 left, class 1 right; a sample in each corner.
BoundaryFigure example(std::size_t panels) {
  BoundaryFigure figure{"A line", "two halves", "x1", "x2", {-1, 1}, {0, 2}, {"cat", "dog"}, {}};
  for (std::size_t i = 0; i < panels; ++i)
    figure.panels.push_back({"panel " + std::to_string(i + 1),
                             {{-1, 0, 0}, {-1, 2, 0}, {1, 0, 1}, {1, 2, 1}},
                             {0, 1, 0, 1},
                             2,
                             2});
  return figure;
}

}  // namespace

TEST_CASE("boundary: a terminal shades the regions and puts samples where they lie, y upwards") {
  BoundaryFigure figure = example(1);
  figure.panels[0].regions = {0, 0, 1, 1};  // above, not right
  CHECK(draw_boundaries(figure, {.width = 38, .height = 4, .color = false}) ==
        "A line\ntwo halves\npanel 1\n"
        "a░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░b\n"
        "░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░\n"
        "\n"
        "a                                    b\n"
        "\n"
        "a  cat   b░ dog\n");
}

TEST_CASE("boundary: panels stand side by side as the terminal is wide") {
  const std::string text = draw_boundaries(example(3), {.width = 80, .height = 2, .color = false});
  CHECK_THAT(text, Contains("\npanel 1" + std::string(33, ' ') + "panel 2\na"));
  CHECK_THAT(text, Contains("\npanel 3\na"));
}

TEST_CASE("boundary: a terminal with colours shows classes by theirs") {
  const std::string text = draw_boundaries(example(1), {.width = 38, .height = 2, .color = true});
  CHECK_THAT(text, Contains("\x1b[38;5;32ma\x1b[0m\x1b[38;5;32m░\x1b[0m"));
  CHECK_THAT(text, Contains("\x1b[38;5;166mb\x1b[0m\n"));
}

TEST_CASE("boundary: gnuplot gets a raster for each panel, a pale palette and the samples") {
  const std::string script = boundary_script(example(2), "b.png");
  CHECK_THAT(script, Contains("$class1_1 << END\n1 0\n1 2\nEND\n"));
  CHECK_THAT(script, Contains("$plane1 << END\n0 1\n0 1\nEND\n"));
  CHECK_THAT(script, Contains("set multiplot layout 1,2 "));
  CHECK_THAT(script, Contains("set palette maxcolors 2 defined (0 '#B7D7E9', 1 '#F3D1B7')\n"));
  CHECK_THAT(script, Contains("plot $plane0 matrix using (-1+$1*2):(0+$2*2):3 with image"));
  CHECK_THAT(script, Contains("title 'cat'"));
}
