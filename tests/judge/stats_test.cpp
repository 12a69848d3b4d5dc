#include "judge/stats.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace ice;
using namespace ice::judge;

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
  const Summary three = of({2, 5, 11});
  CHECK(three.low == Approx(-5.383749101218395).epsilon(1e-10));
  CHECK(three.high == Approx(17.383749101218395).epsilon(1e-10));
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

TEST_CASE("stats: below three values there is no interval") {
  CHECK(of({2, 5}).mean == 3.5);
  CHECK(of({2, 5}).deviation == Approx(2.1213203436));
  CHECK(std::isnan(of({2, 5}).low));
  CHECK(std::isnan(of({2, 5}).high));
  CHECK_FALSE(std::isnan(of({2, 5, 6}).low));
}

TEST_CASE("stats: equal values have no interval, however many they are") {
  CHECK(of({0.9, 0.9}).deviation == 0);
  CHECK(std::isnan(of({0.9, 0.9}).low));
  CHECK(std::isnan(of({0.9, 0.9, 0.9, 0.9}).low));
}

TEST_CASE("stats: a deviation of rounding noise is 0") {
  REQUIRE(0.1 + 0.2 != 0.3);
  const Summary noise = of({0.1 + 0.2, 0.3, 0.3, 0.3});
  CHECK(noise.deviation == 0);
  CHECK(std::isnan(noise.low));
  CHECK(of({1e-30, 2e-30, 4e-30}).deviation > 0);  // small, but no noise
}

TEST_CASE("stats: an interval stays within the bounds of its metric") {
  const std::vector<double> near_one{0.99, 1.0, 0.9, 1.0};
  const Summary free = summarize(near_one);
  REQUIRE(free.high > 1);
  const Summary accuracy = summarize(near_one, ice::metric::bounds_of("dev.accuracy"));
  CHECK(accuracy.high == 1);
  CHECK(accuracy.low == free.low);
  const std::vector<double> near_zero{0.01, 0.0, 0.1, 0.0};
  REQUIRE(summarize(near_zero).low < 0);
  for (const char* metric : {"dev.f1", "train.cost", "dev.rmse"})
    CHECK(summarize(near_zero, ice::metric::bounds_of(metric)).low == 0);
  CHECK(summarize(near_one, ice::metric::bounds_of("dev.r2")).high == 1);
}

TEST_CASE("stats: a loss that is seen below 0 is not held above it") {
  const std::vector<double> costs{-0.5, 0.5, 0.25};
  CHECK(summarize(costs, ice::metric::bounds_of("dev.cost")).low == summarize(costs).low);
}

TEST_CASE("stats: the median is the middle value, or lies between the two") {
  CHECK(median_of(std::vector<double>{3, 1, 2}) == 2);
  CHECK(median_of(std::vector<double>{4, 1, 2, 3}) == 2.5);
  CHECK(median_of(std::vector<double>{1, INFINITY, INFINITY}) == INFINITY);
  CHECK(std::isnan(median_of(std::vector<double>{})));
}

TEST_CASE("stats: a value that is not finite makes the mean nan or infinite, never a number") {
  CHECK(std::isnan(of({1, std::nan("")}).mean));
  CHECK_FALSE(std::isfinite(of({1, INFINITY}).mean));
}

TEST_CASE("stats: half an interval in deviations is SciPy's t.ppf(0.975, n - 1) / sqrt(n)") {
  CHECK(std::isnan(interval_factor(2)));
  CHECK(interval_factor(3) == Approx(2.484137711843753));
  CHECK(interval_factor(10) == Approx(0.7153569059525722));
}

// NumPy 1.24: np.quantile([1, 2, 4, 8, 16], [0.25, 0.5, 0.75, 0.9]).
TEST_CASE("stats: quantiles are NumPy's") {
  const std::vector<double> values{1, 2, 4, 8, 16};
  CHECK(quantile_of(values, 0.25) == 2);
  CHECK(quantile_of(values, 0.5) == 4);
  CHECK(quantile_of(values, 0.75) == 8);
  CHECK(quantile_of(values, 0.9) == Approx(12.8));
  CHECK(quantile_of(std::vector<double>{3}, 0.25) == 3);
}
