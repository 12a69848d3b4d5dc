#include "report/landscape.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "report/gnuplot/landscape_script.hpp"

using namespace ice::report;
using Catch::Matchers::Contains;

namespace {

// J = x^2 + y^2 over [-1, 1]^2, and a way along the diagonal.
LandscapeFigure round_bowl() {
  LandscapeFigure figure{.title = "A bowl",
                         .subtitle = "study s",
                         .x_label = "w",
                         .y_label = "b",
                         .x = {-1, 1},
                         .y = {-1, 1},
                         .heights = {},
                         .columns = 21,
                         .rows = 21,
                         .traces = {{"rate = 1", {-0.9, -0.4, 0}, {-0.9, -0.4, 0}}}};
  for (int row = 0; row < 21; ++row)
    for (int column = 0; column < 21; ++column)
      figure.heights.push_back(std::pow(row / 10.0 - 1, 2) + std::pow(column / 10.0 - 1, 2));
  return figure;
}

}  // namespace

TEST_CASE("landscape: levels part the plane into equal areas, whatever is not finite") {
  LandscapeFigure figure = round_bowl();
  const std::vector<double> at = levels(figure, 4);
  REQUIRE(at.size() == 3);
  CHECK(at[1] == Approx(0.64).margin(0.05));  // half of the square: r^2 = 2 / pi
  figure.heights[0] = NAN;
  figure.heights[1] = INFINITY;
  CHECK(levels(figure, 4) == at);
  figure.heights.assign(21 * 21, 3.0);
  CHECK(levels(figure, 4).empty());
}

TEST_CASE("landscape: in the terminal the low is blank, the high dark, and the way lies over it") {
  const std::string picture = draw_landscape(round_bowl(), {.width = 40, .height = 9});
  CHECK_THAT(picture, Contains("A bowl\nstudy s\nb\n 1 ┤▓▓▓"));
  CHECK_THAT(picture, Contains("blank: cost to "));
  CHECK_THAT(picture, Contains("o start, x end\n  a rate = 1\n"));
  CHECK_THAT(picture, Contains("x"));
  for (std::size_t at = 0; (at = picture.find('\n', at)) != std::string::npos; ++at) SUCCEED();
}

TEST_CASE("landscape: the script draws plane, contours and traces") {
  LandscapeFigure figure = round_bowl();
  figure.columns = figure.rows = 3;
  figure.heights = {2, 1, 2, 1, 0, 1, 2, 1, NAN};
  const std::string script = landscape_script(figure, "a.png");
  CHECK_THAT(script, Contains("$plane << END\n-1 -1 2\n0 -1 1\n1 -1 2\n\n-1 0 1\n0 0 0\n1 0 1\n\n"
                              "-1 1 2\n0 1 1\n1 1 2\n\nEND\n"));
  CHECK_THAT(script, Contains("set cntrparam levels discrete "));
  CHECK_THAT(script, Contains("$trace0 << END\n-0.9 -0.9\n-0.4 -0.4\n0 0\nEND\n"));
  CHECK_THAT(script, Contains("title 'rate = 1'"));
  CHECK_THROWS_WITH(landscape_script(round_bowl(), "a.jpg"),
                    "a.jpg: a plot is a .png, .svg or .pdf file");
}
