#include "report/power.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/rng.hpp"
#include "report/holm.hpp"
#include "report/sign_flip.hpp"

using namespace ice::report;

// SciPy 1.10: nct.sf(t.ppf(1 - alpha, n - 1), n - 1, d * sqrt(n)).
TEST_CASE("power: equals SciPy's noncentral t") {
  CHECK(power(10, 0.9, 0.05) == Approx(0.8360159323830064).epsilon(1e-9));
  CHECK(power(20, 0.5, 0.05) == Approx(0.6951493382443414).epsilon(1e-9));
  CHECK(power(8, 1, 0.01) == Approx(0.4843304576305653).epsilon(1e-9));
}

TEST_CASE("power: the fewest pairs for an effect, and the smallest effect of so many") {
  CHECK(pairs_for(0.5, 0.05) == 27);  // SciPy: 0.7981 with 26, 0.8118 with 27
  CHECK(pairs_for(INFINITY, 0.05) == 5);
  CHECK_FALSE(pairs_for(0, 0.05));
  CHECK_FALSE(pairs_for(1e-6, 0.05));
  CHECK(power(27, smallest_effect(27, 0.05).value(), 0.05) == Approx(0.8));
  CHECK_FALSE(smallest_effect(4, 0.05));
}

// 1000 samples of 15: three standard errors of a share of 0.8 are 0.038, and the sign-flip test
// may differ by 0.02 from the t-test.
TEST_CASE("power: is the share of samples in which the sign-flip test shows the effect") {
  const double d = smallest_effect(15, 0.05).value();
  ice::base::Stream stream(3, ice::base::Purpose::kData);
  int shown = 0;
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> differences(15);
    for (double& x : differences) x = d + stream.normal();
    if (sign_flip(differences).above <= 0.05) ++shown;
  }
  CHECK(shown / 1000.0 == Approx(0.8).margin(0.058));
}

TEST_CASE("holm: the smallest p counts for all, none overtakes the one before it") {
  const std::vector<double> corrected = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  CHECK(corrected[3] == Approx(0.02));
  CHECK(corrected[0] == Approx(0.03));
  CHECK(corrected[2] == Approx(0.06));
  CHECK(corrected[1] == Approx(0.06));  // 0.04 alone is less than the 0.06 before it
  CHECK(holm(std::vector<double>{0.7, 0.6}) == std::vector<double>{1, 1});
}
