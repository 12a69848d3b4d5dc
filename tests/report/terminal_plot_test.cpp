#include "report/terminal/terminal_plot.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "report/axis.hpp"
#include "report/figure.hpp"
#include "report/terminal/unicode.hpp"

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
  CHECK(texts(ticks({0, 1}, false, 6)) == Texts{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"});
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

TEST_CASE("figure: a line that escapes is seen to leave, and squeezes the others by half") {
  Figure figure{"", "", "", "", "", false, {{"a", {1, 2}, {1, 0.5}, {}, {}}}};
  figure.lines.push_back({"b", {1, 2}, {1, 1e300}, {}, {}, false, /*escapes=*/true});
  CHECK(y_extent(figure).low == 0.5);
  CHECK(y_extent(figure).high == 1.5);
  CHECK(lines_beyond(figure) == 1);
  CHECK(x_of_exit(figure, figure.lines[1]).value() == Approx(1));
  CHECK_FALSE(x_of_exit(figure, figure.lines[0]));
  CHECK_FALSE(wants_log(figure.lines));
  figure.lines.erase(figure.lines.begin());
  CHECK(y_extent(figure).high == 1e300);
}

TEST_CASE("figure: grey lines are drawn whole where they are near, and never make a log axis") {
  Figure figure{"", "", "", "", "", false, {{"a", {1, 2}, {1, 0.5}, {}, {}}}};
  figure.lines.push_back({"", {1, 2}, {0.2, 1.2}, {}, {}});
  CHECK(y_extent(figure).low == 0.2);
  CHECK(y_extent(figure).high == 1.2);
  CHECK(lines_beyond(figure) == 0);
  figure.lines[1].y = {1e29, 1e30};
  CHECK(y_extent(figure).high == 1.5);
  CHECK_FALSE(wants_log(figure.lines));
  figure.lines.erase(figure.lines.begin());
  CHECK(y_extent(figure).high == 1e30);
}

TEST_CASE("figure: lines that cannot be told apart take turns") {
  Figure figure{"", "", "", "", "", false, {}};
  figure.lines.push_back({"a", {1, 2}, {1, 0.5}, {}, {}});
  figure.lines.push_back({"b", {1, 2}, {1, 0}, {}, {}});
  figure.lines.push_back({"c", {1, 2}, {1, 0.501}, {}, {}});
  figure.lines.push_back({"", {1, 2}, {1, 0.5}, {}, {}});
  const std::vector<Overlap> found = overlaps(figure);
  CHECK(found[0].of == 2);
  CHECK(found[0].at == 0);
  CHECK(found[1].of == 1);
  CHECK(found[2].of == 2);
  CHECK(found[2].at == 1);
  CHECK(found[3].of == 1);
}

TEST_CASE("figure: names and numbers along the x axis") {
  Figure figure;
  figure.x_names = {"tanh", "relu", "elu"};
  CHECK(x_extent(figure).low == -0.5);
  CHECK(x_extent(figure).high == 2.5);
  CHECK(texts(x_ticks(figure, 2)) == Texts{"tanh", "elu"});
  Figure rates{"", "", "", "", "", false, {{"a", {0, 0.001, 1}, {1, 1, 1}, {}, {}}}};
  rates.log_x = true;
  CHECK(x_extent(rates).low == 0.001);
  CHECK(texts(x_ticks(rates, 4)) == Texts{"0.001", "0.01", "0.1", "1"});
}

TEST_CASE("picture: axes with numbers, lines in dots, letters tell them apart") {
  CHECK(draw_picture(falling(), {32, 6, false}) == R"(Falling
study s
dev.cost
1.0 ┤⠉⠒⠤⣀⡀                 ⢀⣀⠤⠒b
    │    ⠈⠑⠢⠤⣀         ⣀⡠⠔⠊⠁
    │         ⠉⠒⠢⢄⣀⡠⠤⠒⠉
0.5 ┤         ⣀⠤⠒⠊⠉⠑⠢⠤⣀
    │    ⢀⡠⠔⠊⠉         ⠉⠒⠢⢄⡀
0.0 ┤⣀⠤⠒⠉⠁                 ⠈⠉⠒⠤a
    └┬─────────────────────────┬
     0                        10
                epoch
     activation
  a  tanh
  b  relu
)");
}

// They were 3 columns too wide.
TEST_CASE("picture: no row is wider than the terminal") {
  Figure figure = falling();
  figure.title = std::string(90, 'x') + " and more";
  figure.y_label = figure.lines[0].name = std::string(120, 'y');
  for (const std::size_t width : {30, 60, 80, 100})
    for (const bool log : {false, true}) {
      figure.log_y = log;
      std::istringstream rows(draw_picture(figure, {width, 8, false}));
      for (std::string row; std::getline(rows, row);) CHECK(display_width(row) <= width);
    }
}

TEST_CASE("picture: a line that diverges is drawn to the edge") {
  Figure figure{"", "", "epoch", "cost", "", false, {{"good", {0, 10}, {1, 0}, {}, {}}}};
  figure.lines.push_back({"bad", {0, 10}, {1, 100}, {}, {}, false, /*escapes=*/true});
  const std::string picture = draw_picture(figure, {30, 5, false});
  CHECK(picture.substr(0, picture.find('\n', 5)).ends_with("b"));
}

TEST_CASE("picture: in colour lines that hide each other take turns") {
  Figure figure{"", "", "epoch", "cost", "", false, {}};
  for (const char* name : {"one", "two"}) figure.lines.push_back({name, {0, 10}, {1, 0}, {}, {}});
  const std::string row = draw_picture(figure, {40, 3, true});
  CHECK(row.substr(0, row.find("━━")).find("\x1b[38;5;32m") != std::string::npos);
  CHECK(row.substr(0, row.find("━━")).find("\x1b[38;5;166m") != std::string::npos);
}

TEST_CASE("picture: points are dots, those with a name letters") {
  Figure figure{"", "", "x", "y", "", false, {}};
  figure.lines.push_back({"best", {10}, {1}, {}, {}, false, false, Mark::kPoints});
  figure.lines.push_back({"", {0, 5, 10}, {0, 0.5, 1}, {}, {}, false, false, Mark::kPoints});
  CHECK(draw_picture(figure, {25, 3, false}) ==
        "y\n"
        "1.0 ┤                   a\n"
        "0.5 ┤          ⠄\n"
        "0.0 ┤⡀\n"
        "    └┬──────────────────┬\n"
        "     0                 10\n"
        "              x\n"
        "  a  best\n");
}

TEST_CASE("picture: parallel coordinates have an axis for each parameter") {
  Figure figure{"", "", "", "", "", false, {{"best", {0, 1}, {0, 1}, {}, {}}}};
  figure.x_names = {"rate", "dev.cost"};
  figure.axes = {{{0, "0.1"}, {1, "1"}}, {{0, "0.5"}, {1, "0.9"}}};
  const std::string picture = draw_picture(figure, {30, 4, false});
  CHECK(picture.starts_with(" │1"));
  CHECK(picture.find(" │0.1") != std::string::npos);
  CHECK(picture.find("0.9│\n") != std::string::npos);
  CHECK(picture.find("rate") != std::string::npos);
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
 0 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤abc
-1 ┤
   └┬────────────────────────┬
    0                       10
              epoch
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
        "2 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉b\n"
        "1 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤a\n"
        "0 ┤⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀ ⣀⡀\n"
        "  └┬──────────────────────┬\n"
        "   0                     10\n"
        "              z\n"
        "  a  a\n"
        "  b  b\n");
}
