#include "judge/power.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/rng.hpp"
#include "judge/holm.hpp"
#include "statistics/sign_flip.hpp"

using namespace ice;
using namespace ice::judge;

namespace {

// The share of samples of n seeds in which the test shows an effect of d.
double share_shown(std::size_t n, double d, double alpha, int samples) {
  ice::base::Stream stream(3, ice::base::Purpose::kData, n);
  int shown = 0;
  for (int i = 0; i < samples; ++i) {
    std::vector<double> differences(n);
    for (double& x : differences) x = d + stream.normal();
    if (statistics::sign_flip(differences).above <= alpha) ++shown;
  }
  return static_cast<double>(shown) / samples;
}

}  // namespace

// SciPy 1.10: nct.sf(t.ppf(1 - a, n - 1), n - 1, d * sqrt(n)), where a is alpha, for 20 seeds
// rounded down to a multiple of 2^-20.
TEST_CASE("power: of many signs equals SciPy's noncentral t") {
  CHECK(power(50, 0.5, 0.02) == Approx(0.9199675207).epsilon(1e-8));
  CHECK(power(20, 0.5, 0.05) == Approx(0.6951464974).epsilon(1e-6));
}

// All six have to be positive: P(x > -d)^6.
TEST_CASE("power: of six seeds is that of six equal signs") {
  const double positive = 0.5 * std::erfc(-1.5 / std::sqrt(2.0));
  CHECK(power(6, 1.5, 0.02) == Approx(std::pow(positive, 6)).margin(0.02));
}

TEST_CASE("power: no effect is shown by seeds that cannot reach alpha") {
  CHECK(power(5, 10, 0.02) == 0);
  CHECK(power(6, 10, 0.02) == 1);
}

TEST_CASE("power: the fewest seeds for an effect, and the smallest effect of so many") {
  CHECK(seeds_for(0.5, 0.05) == 27);  // SciPy: 0.7981 with 26, 0.8118 with 27
  CHECK(seeds_for(INFINITY, 0.02) == 6);
  CHECK_FALSE(seeds_for(0, 0.05));
  CHECK_FALSE(seeds_for(1e-6, 0.05));
  for (const std::size_t n : {6, 9, 27})
    CHECK(power(n, smallest_effect(n, 0.02).value(), 0.02) == Approx(0.8).margin(0.001));
  CHECK_FALSE(smallest_effect(5, 0.02));
}

// Two shares of 4000 samples: their difference has a standard error of 0.009.
TEST_CASE("power: is the share of samples in which the sign-flip test shows the effect") {
  for (const double alpha : {0.02, 0.0025}) {
    for (std::size_t n = statistics::least_seeds(alpha); n <= 12; ++n) {
      CAPTURE(alpha, n);
      const double d = smallest_effect(n, alpha).value();
      CHECK(share_shown(n, d, alpha, 4000) == Approx(0.8).margin(0.03));
    }
  }
}

TEST_CASE("holm: the smallest p counts for all, none overtakes the one before it") {
  const std::vector<double> corrected = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  CHECK(corrected[3] == Approx(0.02));
  CHECK(corrected[0] == Approx(0.03));
  CHECK(corrected[2] == Approx(0.06));
  CHECK(corrected[1] == Approx(0.06));  // 0.04 alone is less than the 0.06 before it
  CHECK(holm(std::vector<double>{0.7, 0.6}) == std::vector<double>{1, 1});
}
