#include "report/stats.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace ice::report;

namespace {

Summary of(std::vector<double> values) { return summarize(values); }

}  // namespace

// Figures: numpy.std(ddof=1) and scipy.stats.t.interval(0.95, n - 1, mean, deviation / sqrt(n)) of
// SciPy 1.10.
TEST_CASE("stats: mean, deviation and Student's interval equal SciPy's") {
  const Summary five = of({0.91, 0.87, 0.93, 0.9, 0.88});
  CHECK(five.n == 5);
  CHECK(five.mean == Approx(0.898).epsilon(1e-14));
  CHECK(five.deviation == Approx(0.023874672772626667).epsilon(1e-12));
  CHECK(five.low == Approx(0.8683556783493338).epsilon(1e-12));
  CHECK(five.high == Approx(0.9276443216506662).epsilon(1e-12));
  const Summary two = of({2, 5});
  CHECK(two.low == Approx(-15.559307104648141).epsilon(1e-10));
  CHECK(two.high == Approx(22.55930710464814).epsilon(1e-10));
}

TEST_CASE("stats: large, close values lose no digits") {
  CHECK(of({1e9 + 1, 1e9 + 2, 1e9 + 4}).deviation == Approx(1.5275252316519474).epsilon(1e-9));
}

TEST_CASE("stats: what n does not allow is nan") {
  CHECK(std::isnan(of({}).mean));
  CHECK(of({3}).mean == 3);
  CHECK(std::isnan(of({3}).deviation));
  CHECK(std::isnan(of({3}).low));
}

TEST_CASE("stats: a value that is not finite makes the mean nan or infinite, never a number") {
  CHECK(std::isnan(of({1, std::nan("")}).mean));
  CHECK_FALSE(std::isfinite(of({1, INFINITY}).mean));
}
