#include "search/normal.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace ice::search;
}

// scipy.special.log_ndtr, SciPy 1.10.1.
TEST_CASE("normal: the logarithm of Phi is that of SciPy, far out too") {
  CHECK(log_normal_cdf(-100) == Approx(-5005.524208694205).epsilon(1e-13));
  CHECK(log_normal_cdf(-31) == Approx(-484.8539636271794).epsilon(1e-13));
  CHECK(log_normal_cdf(-29) == Approx(-424.78741990973026).epsilon(1e-13));
  CHECK(log_normal_cdf(-5) == Approx(-15.064998393988727).epsilon(1e-13));
  CHECK(log_normal_cdf(0) == Approx(-0.6931471805599453).epsilon(1e-13));
  CHECK(log_normal_cdf(3) == Approx(-0.001350809964748193).epsilon(1e-12));
}

// mpmath 1.2.1 with 60 digits.
TEST_CASE("normal: the mass of an interval keeps its digits on both sides") {
  CHECK(log_normal_mass(20, 21) == Approx(-203.91715537228816).epsilon(1e-12));
  CHECK(log_normal_mass(-35, -34) == Approx(-582.44616224687169).epsilon(1e-12));
  CHECK(log_normal_mass(-0.125, 0.25) == Approx(-1.9075437876880914).epsilon(1e-12));
  CHECK(log_normal_mass(-1, -0.5) == Approx(-1.8979050610139821).epsilon(1e-12));
  CHECK(log_normal_mass(50, 50.0009765625) == Approx(-1257.8747252192118).epsilon(1e-12));
  CHECK(log_normal_mass(-90, 3) == Approx(-0.0013508099647481938).epsilon(1e-12));
  CHECK(log_normal_mass(25, 26) == Approx(-316.63940800802836).epsilon(1e-12));
  CHECK(log_normal_mass(0, 0.0009765625) == Approx(-7.8504104977498351).epsilon(1e-12));
}

// scipy.stats.truncnorm.ppf, SciPy 1.10.1.
TEST_CASE("normal: quantiles are those of SciPy") {
  CHECK(truncated_normal_quantile(0.5, -1, 2) == Approx(0.17116391801782455).epsilon(1e-12));
  CHECK(truncated_normal_quantile(1e-9, -40, 3) == Approx(-5.998026428811935).epsilon(1e-10));
  CHECK(truncated_normal_quantile(0.999999, -0.5, 40) == Approx(4.827449859011504).epsilon(1e-9));
  CHECK(truncated_normal_quantile(0.25, 0, 100) == Approx(0.31863936396437514).epsilon(1e-12));
  CHECK(truncated_normal_quantile(0.75, -100, 0) == Approx(-0.31863936396437514).epsilon(1e-12));
  CHECK(truncated_normal_quantile(0.1, -0.01, 0.02) == Approx(-0.007000040494821879).epsilon(1e-9));
}

TEST_CASE("normal: quantiles stay between the ends") {
  CHECK(truncated_normal_quantile(0, -100, 100) >= -100);
  CHECK(truncated_normal_quantile(0, -0.5, 0.25) == Approx(-0.5));
  CHECK(truncated_normal_quantile(1 - 0x1p-53, -0.5, 0.25) == Approx(0.25));
}
