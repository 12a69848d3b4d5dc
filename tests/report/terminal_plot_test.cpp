#include "report/terminal/terminal_plot.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "report/axis.hpp"
#include "report/figure.hpp"

using namespace ice;
using namespace ice::report;

namespace {

std::vector<std::string> texts(const std::vector<Tick>& ticks) {
  std::vector<std::string> found;
  for (const Tick& tick : ticks) found.push_back(tick.text);
  return found;
}

using Texts = std::vector<std::string>;

Figure falling() {
  return {"Falling",
          "study s",
          "epoch",
          "dev.cost",
          "activation",
          false,
          {{"tanh", {0, 5, 10}, {1, 0.5, 0}, {}, {}}, {"relu", {0, 10}, {0, 1}, {}, {}}}};
}

}  // namespace

TEST_CASE("axis: round numbers within the extent") {
  CHECK(texts(ticks({0, 1}, false, 6)) == Texts{"0", "0.2", "0.4", "0.6", "0.8", "1.0"});
  CHECK(texts(ticks({1, 200}, false, 5)) == Texts{"50", "100", "150", "200"});
  CHECK(texts(ticks({-3, 7}, false, 4)) == Texts{"0", "5"});
  CHECK(texts(ticks({0, 3e7}, false, 4)) == Texts{"0", "1e+07", "2e+07", "3e+07"});
}

TEST_CASE("axis: the x axis of epochs has whole numbers alone") {
  Figure figure = falling();
  CHECK(texts(x_ticks(figure, 6)) == Texts{"0", "2", "4", "6", "8", "10"});
  figure.lines = {{"a", {1, 2}, {1, 1}, {}, {}}};
  CHECK(texts(x_ticks(figure, 6)) == Texts{"1", "2"});
  figure.lines = {{"a", {1, 1.5, 2}, {1, 1, 1}, {}, {}}};
  CHECK(texts(x_ticks(figure, 6)) == Texts{"1.0", "1.2", "1.4", "1.6", "1.8", "2.0"});
}

TEST_CASE("axis: logarithmic numbers are as dense as there is room") {
  CHECK(texts(ticks({0.1, 10}, true, 8)) == Texts{"0.1", "0.2", "0.5", "1", "2", "5", "10"});
  CHECK(texts(ticks({0.1, 10}, true, 5)) == Texts{"0.1", "0.3", "1", "3", "10"});
  CHECK(texts(ticks({1e-6, 1}, true, 4)) == Texts{"1e-06", "0.0001", "0.01", "1"});
  CHECK(texts(ticks({1.1, 1.4}, true, 4)) == Texts{"1.1", "1.2", "1.3", "1.4"});
}

TEST_CASE("axis: position runs from 0 to 1") {
  CHECK(position(5, {0, 10}, false) == Approx(0.5));
  CHECK(position(1, {0.01, 100}, true) == Approx(0.5));
}

TEST_CASE("figure: a logarithmic axis wants positive values over 1.5 decades") {
  CHECK(wants_log({{"", {1, 2}, {1, 0.01}, {}, {}}}));
  CHECK_FALSE(wants_log({{"", {1, 2}, {1, 0.5}, {}, {}}}));
  CHECK_FALSE(wants_log({{"", {1, 2}, {1, 0}, {}, {}}}));
}

TEST_CASE("figure: extents pass over what is not finite and widen a single value") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Figure figure{"", "", "", "", "", false, {{"", {1, 2, 3}, {nan, 2, 2}, {}, {}}}};
  CHECK(y_extent(figure).low == 1);
  CHECK(y_extent(figure).high == 3);
  figure.lines.clear();
  CHECK(y_extent(figure).low == 0);
  CHECK(x_extent(figure).high == 1);
}

TEST_CASE("figure: a line that escapes stretches no axis, unless all do") {
  Figure figure{"", "", "", "", "", false, {{"a", {1, 2}, {1, 0.5}, {}, {}}}};
  figure.lines.push_back({"b", {1, 2}, {1, 1e300}, {}, {}, false, /*escapes=*/true});
  CHECK(y_extent(figure).high == 1);
  CHECK_FALSE(wants_log(figure.lines));
  figure.lines.erase(figure.lines.begin());
  CHECK(y_extent(figure).high == 1e300);
}

TEST_CASE("figure: grey lines neither widen the extent nor make it logarithmic") {
  Figure figure{"", "", "", "", "", false, {{"a", {1, 2}, {1, 0.5}, {}, {}}}};
  figure.lines.push_back({"", {1, 2}, {1e29, 1e30}, {}, {}});
  CHECK(y_extent(figure).high == 1);
  CHECK_FALSE(wants_log(figure.lines));
  figure.lines.erase(figure.lines.begin());
  CHECK(y_extent(figure).high == 1e30);
}

TEST_CASE("picture: axes with numbers, lines in dots, letters tell them apart") {
  CHECK(draw_picture(falling(), {32, 6, false}) == R"(Falling
study s
dev.cost
1.0 ┤⠑⠢⢄⡀               ⢀⡠⠔b
    │   ⠈⠑⠢⠤⡀       ⢀⡠⠔⠊⠁
    │       ⠈⠑⠢⢄⣀⡠⠔⠊⠁
0.5 ┤       ⢀⡠⠔⠊⠉⠒⠤⣀
    │   ⢀⡠⠔⠊⠁       ⠉⠒⠤⣀
  0 ┤⡠⠔⠊⠁               ⠉⠒⠤a
    └┬─────────────────────┬
     0                    10  epoch
     activation
  a  tanh
  b  relu
)");
}

TEST_CASE("picture: with colour every line has its own and the legend shows it") {
  const std::string text = draw_picture(falling(), {40, 6, true});
  CHECK(text.find("\x1b[38;5;32m━━\x1b[0m tanh") != std::string::npos);
  CHECK(text.find("\x1b[38;5;166m━━\x1b[0m relu") != std::string::npos);
}

TEST_CASE("picture: lines that end together keep their letters on themselves") {
  Figure figure{"", "", "epoch", "y", "", false, {}};
  for (const char* name : {"one", "two", "three"})
    figure.lines.push_back({name, {0, 10}, {0, 0}, {}, {}});
  figure.lines.push_back({"", {0, 10}, {0.4, -0.4}, {}, {}});  // not drawn without colours
  CHECK(draw_picture(figure, {30, 3, false}) == R"(y
 1 ┤
 0 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤abc
-1 ┤
   └┬────────────────────┬
    0                   10  epoch
  a  one
  b  two
  c  three
)");
  CHECK(draw_picture(figure, {30, 3, true}).find("\x1b[38;5;245m") != std::string::npos);
}

TEST_CASE("picture: gaps, single points and nothing at all are drawn without harm") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Figure figure{"", "", "epoch", "cost", "", true, {{"a", {1, 2, 3}, {nan, 0, 1e300}, {}, {}}}};
  CHECK(draw_picture(figure, {30, 4, false}).find("logarithmic") != std::string::npos);
  figure.lines = {{"one", {1}, {0.5}, {}, {}}};
  CHECK(draw_picture(figure, {10, 3, false}).find("one") != std::string::npos);
  figure.lines.clear();
  CHECK(draw_picture(figure, {30, 3, false}).find("epoch") != std::string::npos);
}

TEST_CASE("picture: a dashed line has its neighbour's colour, half of the dots, and no name") {
  const std::vector<double> ends{0, 10};
  const Figure figure{"",
                      "",
                      "z",
                      "y",
                      "",
                      false,
                      {{"a", ends, {1, 1}, {}, {}},
                       {"", ends, {0, 0}, {}, {}, /*dashed=*/true},
                       {"b", ends, {2, 2}, {}, {}}}};
  CHECK(color_of(figure, 0) == 0);
  CHECK(color_of(figure, 1) == 0);
  CHECK(color_of(figure, 2) == 1);
  CHECK(draw_picture(figure, {27, 3, false}) ==
        "y\n"
        "2 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉b\n"
        "1 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤a\n"
        "0 ┤⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀\n"
        "  └┬──────────────────┬\n"
        "   0                 10  z\n"
        "  a  a\n"
        "  b  b\n");
}
