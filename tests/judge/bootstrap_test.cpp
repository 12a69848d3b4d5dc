#include "judge/bootstrap.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace ice;
using namespace ice::judge;
using Values = std::vector<double>;

// SciPy 1.10: the mean over ten seeds of bootstrap((x,), np.mean, n_resamples=200000,
// method='BCa'). An end of 10 000 draws has a standard error of about 2 % of the interval's width.
TEST_CASE("bootstrap: the BCa interval equals SciPy's within 4 % of its width") {
  const Interval twelve =
      bca_interval(Values{0.5, -0.2, 0.9, 0.1, 0.4, -0.3, 0.8, 0.6, 1.7, 0.2, 0.05, 0.33});
  CHECK(twelve.low == Approx(0.1784).margin(0.025));
  CHECK(twelve.high == Approx(0.7854).margin(0.025));
  const Interval skewed = bca_interval(Values{1, 2, 4, 8, 16, 32, 64, 3, 5, 7});
  CHECK(skewed.low == Approx(6.14).margin(1.1));
  CHECK(skewed.high == Approx(33.18).margin(1.1));
}

TEST_CASE("bootstrap: fewer than six values and equal values have no interval") {
  CHECK(std::isnan(bca_interval(Values{1, 2, 3, 4, 5}).low));
  CHECK(std::isnan(bca_interval(Values{1, 2, 3, 4, 5}).high));
  CHECK_FALSE(std::isnan(bca_interval(Values{1, 2, 3, 4, 5, 6}).low));
  CHECK(std::isnan(bca_interval(Values(8, 2.0)).low));
}

TEST_CASE("bootstrap: an interval of a mean lies within the values") {
  const Interval interval = bca_interval(Values{0, 0, 0, 0, 0, 0, 1});
  CHECK(interval.low >= 0);
  CHECK(interval.high <= 1);
  CHECK(interval.low < interval.high);
}
