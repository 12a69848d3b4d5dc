#include "judge/importance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "judge/forest.hpp"

using namespace ice::judge;

namespace {

const std::vector<Observation> kTwoByTwo{{{0, 0}, 1}, {{0, 0}, 3}, {{0, 1}, 4},  {{0, 1}, 4},
                                         {{1, 0}, 6}, {{1, 0}, 6}, {{1, 1}, 12}, {{1, 1}, 12}};

// The levels of 169 cells, no full grid of 8 x 8 x 8, and a known function of them.
std::vector<Observation> scattered_cells() {
  std::vector<Observation> found;
  for (int i = 1; i <= 200; ++i) {
    Observation cell;
    for (const double root : {2.0, 3.0, 5.0}) {
      const double x = i * std::sqrt(root);
      cell.levels.push_back(static_cast<std::size_t>(8 * (x - std::floor(x))));
    }
    const double x0 = static_cast<double>(cell.levels[0]) / 7;
    const double x1 = static_cast<double>(cell.levels[1]) / 7;
    cell.value = 3 * x0 + 2 * x1 * x1 + 4 * x0 * x1;
    found.push_back(cell);
  }
  return found;
}

}  // namespace

// By hand: the cells' means are 2, 4, 6, 12, about their mean 6 a variance of 14, of which 9 (means
// 3 and 9) and 4 (means 4 and 8) are the main effects and 1 their interaction. The variances within
// the cells are 1, 0, 0, 0.
TEST_CASE("importance: on a full grid the shares are those of an analysis of variance") {
  const auto found = importance(kTwoByTwo, {true, false});
  REQUIRE(found.size() == 1);
  CHECK(found[0].exact);
  CHECK(found[0].cells == 4);
  CHECK(found[0].runs == 8);
  CHECK(found[0].variance == Approx(14.25));
  CHECK(found[0].factors == std::vector<std::vector<std::size_t>>{{0}, {1}});
  CHECK(found[0].main[0] == Approx(9 / 14.25));
  CHECK(found[0].main[1] == Approx(4 / 14.25));
  REQUIRE(found[0].pairs.size() == 1);
  CHECK(found[0].pairs[0].share == Approx(1 / 14.25));
  CHECK(found[0].noise.value() == Approx(0.25 / 14.25));
  CHECK(found[0].higher == 0);
}

// The parity of three bits, by hand: no factor and no pair changes its mean.
TEST_CASE("importance: what three factors do only together is the interaction of higher order") {
  std::vector<Observation> parity;
  for (std::size_t i = 0; i < 8; ++i)
    parity.push_back({{i & 1, i >> 1 & 1, i >> 2}, static_cast<double>((0b10010110 >> i) & 1)});
  const Importance found = importance(parity, {true, true, true}).at(0);
  CHECK(found.main == std::vector<double>{0, 0, 0});
  CHECK(found.higher == Approx(1));
  CHECK_FALSE(found.noise);  // one seed
}

// scikit-learn 1.2.1: RandomForestRegressor(n_estimators=200).fit(...) with ten random states; the
// variance of each tree's predictions over the whole grid, decomposed by NumPy. The function's own
// shares are 0.5808, 0.3793 and 0.0398.
TEST_CASE("importance: where cells are missing the forest's shares equal scikit-learn's") {
  const Importance found = importance(scattered_cells(), {true, true, true}).at(0);
  CHECK_FALSE(found.exact);
  CHECK(found.cells == 169);
  CHECK(found.main[0] == Approx(0.5758).margin(0.008));
  CHECK(found.main[1] == Approx(0.3712).margin(0.008));
  CHECK(found.main[2] == Approx(0.0003).margin(0.001));
  CHECK(found.pairs[0].share == Approx(0.0474).margin(0.004));
  CHECK(found.pairs[1].share == Approx(0.0011).margin(0.001));
  CHECK(found.pairs[2].share == Approx(0.0009).margin(0.001));
}

TEST_CASE("importance: the forest parts unordered levels in any way, and finds their effect") {
  std::vector<Observation> cells;
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t name = i % 6;  // the even ones are good
    cells.push_back({{name, i * 7 % 10}, name % 2 == 0 ? 1.0 : 0.0});
  }
  cells.pop_back();
  const Importance found = importance(cells, {false, true}).at(0);
  CHECK(found.main[0] > 0.95);
  CHECK(found.main[1] < 0.02);
}

TEST_CASE("importance: runs are parted by the parameters that they have") {
  const std::vector<Observation> runs{{{0, 0, kAbsent}, 1},
                                      {{0, 1, kAbsent}, 2},
                                      {{1, kAbsent, 0}, 3},
                                      {{1, kAbsent, 1}, 5},
                                      {{1, kAbsent, 2}, 7}};
  const auto found = importance(runs, {false, true, true});
  REQUIRE(found.size() == 2);
  CHECK(found[0].runs == 3);
  CHECK(found[0].factors == std::vector<std::vector<std::size_t>>{{2}});
  CHECK(found[0].main == std::vector<double>{1});
  CHECK(found[1].factors == std::vector<std::vector<std::size_t>>{{1}});
}

TEST_CASE("importance: parameters that change together are one factor") {
  std::vector<Observation> zipped = kTwoByTwo;
  for (Observation& run : zipped) run.levels.push_back(1 - run.levels[0]);
  const Importance found = importance(zipped, {true, true, true}).at(0);
  CHECK(found.exact);
  CHECK(found.factors == std::vector<std::vector<std::size_t>>{{0, 2}, {1}});
  CHECK(found.main[0] == Approx(9 / 14.25));
}

TEST_CASE("importance: random numbers that all differ are factors of their own") {
  const std::vector<Observation> random{{{0, 3}, 1}, {{1, 0}, 2}, {{2, 2}, 3}, {{3, 1}, 4}};
  CHECK(importance(random, {true, true}).at(0).factors.size() == 2);
}

TEST_CASE("importance: equal values, a single run and values that are not finite") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Importance equal =
      importance(std::vector<Observation>{{{0}, 0.1}, {{1}, 0.1}}, {true}).at(0);
  CHECK(equal.variance == 0);
  CHECK(equal.main == std::vector<double>{0});
  CHECK(equal.higher == 0);
  const Importance one = importance(std::vector<Observation>{{{0}, 3}, {{1}, nan}}, {true}).at(0);
  CHECK(one.factors.empty());
  CHECK(one.runs == 1);
  CHECK(importance({}, {true}).empty());
}
