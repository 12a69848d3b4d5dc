#include "report/confusion.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "report/terminal/unicode.hpp"

using namespace ice;
using namespace ice::report;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

using ClassNames = std::vector<std::string>;

const ClassNames kFashion{"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                          "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};

// A network that is always right about `samples` of each class.
metric::Confusion right_about(std::size_t classes, std::uint64_t samples) {
  metric::Confusion counts(classes);
  for (std::size_t c = 0; c < classes; ++c) counts.add(c, c, samples);
  return counts;
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  return widest;
}

}  // namespace

// By hand: recalls 4 / 5 and 3 / 5; precisions 4 / 6 and 3 / 4; no eel occurs, and none is called
// so.
TEST_CASE("confusion: a row for each true class, with recall and precision in percent") {
  metric::Confusion counts(3);
  counts.add(0, 0, 4);
  counts.add(0, 1, 1);
  counts.add(1, 0, 2);
  counts.add(1, 1, 3);
  CHECK(draw_confusion(counts, {"cat", "dog", "eel"}, {}) ==
        "            cat   dog   eel  recall\n"
        "cat           4     1     0    80.0\n"
        "dog           2     3     0    60.0\n"
        "eel           0     0     0       -\n"
        "precision  66.7  75.0     -\n");
}

TEST_CASE("confusion: ten classes fit in 80 columns, their names cut") {
  const std::string text = draw_confusion(right_about(10, 6000), kFashion, {.width = 80});
  CHECK(widest_line(text) <= 80);
  CHECK_THAT(text, StartsWith("            T-sh… Trou… Pull… Dress  Coat Sand… "));
  CHECK_THAT(text, Contains("\nAnkle boot      0     0 ") && Contains("  6000   100.0\n"));
}

TEST_CASE("confusion: names are whole where there is room") {
  CHECK_THAT(draw_confusion(right_about(10, 6000), kFashion, {}),
             StartsWith("            T-shirt/top     Trouser "));
  CHECK(widest_line(draw_confusion(right_about(10, 6000), kFashion, {.width = 100})) <= 100);
}

TEST_CASE("confusion: names that move the cursor do not") {
  CHECK_THAT(draw_confusion(right_about(2, 1), {"a\nb", "\x1B[2J"}, {}), Contains("\na b        "));
}

TEST_CASE("confusion: what does not fit is reported, not broken") {
  CHECK(draw_confusion(right_about(10, 6000), kFashion, {.width = 60}) ==
        "10 classes do not fit: --json has the counts\n");
  CHECK(draw_confusion(right_about(21, 1), ClassNames(21, "c"), {}) ==
        "21 classes do not fit: --json has the counts\n");
}
