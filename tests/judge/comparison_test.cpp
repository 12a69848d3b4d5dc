#include "judge/comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice::judge;
using ice::study::Goal;

namespace {

// b - a is +1, +2, +3 for the seeds 1, 2, 3.
std::vector<PairOfRuns> rising() {
  return {{0, 1, 11.0, 10.0}, {0, 2, 12.0, 10.0}, {0, 3, 13.0, 10.0}};
}

}  // namespace

// By hand: all of 2^3 signs, one sum is as large as +6: 2 / 8 on two sides; d = 2 / 1.
TEST_CASE("comparison: mean, two-sided p and Cohen's d of three seeds") {
  const Comparison c = compare_runs(rising(), Goal::kMaximize);
  CHECK(c.seeds == 3);
  CHECK(c.pairs == 3);
  CHECK(c.mean == Approx(2));
  CHECK(c.p == Approx(0.25));
  CHECK(c.d == Approx(2));
  CHECK(std::isnan(c.low));
}

TEST_CASE("comparison: the difference stays b - a where less is better") {
  const Comparison c = compare_runs(rising(), Goal::kMinimize);
  CHECK(c.mean == Approx(2));
  CHECK(c.p == Approx(0.25));
  CHECK(c.d == Approx(2));
}

TEST_CASE("comparison: settings of one seed are averaged before seeds are compared") {
  std::vector<PairOfRuns> pairs = rising();
  for (PairOfRuns pair : rising()) {
    pair.pair = 1;
    pair.better = *pair.better + 2;
    pairs.push_back(pair);
  }
  const Comparison c = compare_runs(pairs, Goal::kMaximize);
  CHECK(c.seeds == 3);
  CHECK(c.pairs == 6);
  CHECK(c.mean == Approx(3));  // 2, 3, 4
}

// The seed without a value is the worst for b: ranks -3, 1, 2, of which 3 of 8 sums are >= 0: all
// sums with the signs' order reversed are as many, so p is 1 on two sides.
TEST_CASE("comparison: a run without a value counts as the worst in p and not in the mean") {
  std::vector<PairOfRuns> pairs = rising();
  pairs[2].better = std::nullopt;
  const Comparison c = compare_runs(pairs, Goal::kMaximize);
  CHECK(c.bad_b == 1);
  CHECK(c.bad_a == 0);
  CHECK(c.mean == Approx(1.5));
  CHECK(c.p == Approx(1));
}

TEST_CASE("comparison: no pairs, no numbers") {
  const Comparison c = compare_runs({}, Goal::kMaximize);
  CHECK(c.seeds == 0);
  CHECK(std::isnan(c.mean));
  CHECK(std::isnan(c.p));
}
