#include "statistics/sign_flip.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/rng.hpp"
#include "numbers.hpp"

using namespace ice;
using namespace ice::statistics;
using Values = std::vector<double>;

namespace {

// Straight from the definition: every set of signs, its sum added up anew.
SignFlip enumerated(const Values& differences) {
  double observed = 0;
  for (const double d : differences) observed += d;
  const std::size_t sets = std::size_t{1} << differences.size();
  SignFlip count{0, 0};
  for (std::size_t signs = 0; signs < sets; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < differences.size(); ++i)
      sum += (signs >> i & 1U) != 0 ? differences[i] : -differences[i];
    count.above += static_cast<double>(sum >= observed - 1e-9);
    count.below += static_cast<double>(sum <= observed + 1e-9);
  }
  return {count.above / static_cast<double>(sets), count.below / static_cast<double>(sets)};
}

Values normal_values(std::size_t n, double mean, std::uint64_t seed) {
  ice::base::Stream stream(seed, ice::base::Purpose::kData);
  Values values(n);
  for (double& x : values) x = mean + stream.normal();
  return values;
}

}  // namespace

// SciPy 1.10: permutation_test((d,), sum, permutation_type='samples', n_resamples=inf).
TEST_CASE("sign flip: p equals SciPy's") {
  const SignFlip five = sign_flip(Values{0.3, 0.1, -0.05, 0.4, 0.2});
  CHECK(five.above == 0.0625);
  CHECK(five.below == 0.96875);
  const SignFlip eight = sign_flip(Values{0.5, -0.2, 0.9, 0.1, 0.4, -0.3, 0.8, 0.6});
  CHECK(eight.above == 0.0390625);
  CHECK(eight.below == 0.97265625);
}

TEST_CASE("sign flip: p equals the count over all signs") {
  for (std::size_t n = 1; n <= 12; ++n) {
    const Values differences = normal_values(n, 0.3, n);
    CHECK(sign_flip(differences).above == enumerated(differences).above);
    CHECK(sign_flip(differences).below == enumerated(differences).below);
  }
}

TEST_CASE("sign flip: no pairs, no differences and ties show nothing") {
  CHECK(sign_flip(Values{}).above == 1);
  CHECK(sign_flip(Values(6, 0.0)).above == 1);
  CHECK(sign_flip(Values(6, 0.1)).above == std::ldexp(1.0, -6));
  CHECK(sign_flip(Values(6, 0.1)).below == 1);
}

// z test of the same sum; four standard errors of 100 000 flips are 0.004 here.
TEST_CASE("sign flip: with many pairs random signs come near the normal limit") {
  const Values differences = normal_values(200, 0.1, 7);
  double sum = 0;
  double squares = 0;
  for (const double d : differences) {
    sum += d;
    squares += d * d;
  }
  const SignFlip p = sign_flip(differences);
  CHECK(p.above == Approx(0.5 * std::erfc(sum / std::sqrt(2 * squares))).margin(0.006));
  CHECK(p.above + p.below == Approx(1).margin(1e-4));
  CHECK(sign_flip(differences).above == p.above);
}

TEST_CASE("sign flip: a sum that no flip reaches is not impossible") {
  CHECK(sign_flip(Values(100, 1.0)).above == Approx(1.0 / 100'001));
}

TEST_CASE("signed ranks: equal sizes share their rank, infinities come last, 0 stays") {
  CHECK(signed_ranks(Values{0.2, -kInfinity, 0, -0.2, 5, kInfinity}) ==
        Values{2.5, -5.5, 0, -2.5, 4, 5.5});
}

TEST_CASE("least seeds: 2^-n reaches alpha") {
  CHECK(least_seeds(0.02) == 6);  // the first look of alpha = 0.05, in one direction
  CHECK(least_seeds(0.01) == 7);
  CHECK(least_seeds(0.0025) == 9);
  CHECK(least_seeds(0.5) == 1);
}
