// The functions of ice/math.hpp against the C library's long double (64 bits of precision) ones.
#include "ice/math.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.hpp"
#include "ice/processor.hpp"

namespace {

using ice::Level;

template <class T>
constexpr T kInfinite = std::numeric_limits<T>::infinity();
template <class T>
constexpr T kNaN = std::numeric_limits<T>::quiet_NaN();

// Distance from the exact value in units of the last place of its rounding to T.
template <class T>
double ulps(T got, long double exact) {
  const T nearest = static_cast<T>(exact);
  if (got == nearest || (std::isnan(got) && std::isnan(nearest))) return 0;
  if (!std::isfinite(got) || !std::isfinite(nearest)) return HUGE_VAL;
  const T size = std::abs(nearest);
  const T ulp = std::nextafter(size, kInfinite<T>) - size;
  return static_cast<double>(std::abs(static_cast<long double>(got) - exact) /
                             static_cast<long double>(ulp));
}

// Numbers in [low, high], numbers of every exponent and sign, and the special ones.
template <class T>
std::vector<T> arguments(double low, double high) {
  constexpr T kGreatest = std::numeric_limits<T>::max(), kLeast = std::numeric_limits<T>::min(),
              kSmallest = std::numeric_limits<T>::denorm_min();
  std::vector<T> x{0,          -T(0),  1,       -1,        T(0.5),     -T(0.5),      kGreatest,
                   -kGreatest, kLeast, -kLeast, kSmallest, -kSmallest, kInfinite<T>, -kInfinite<T>,
                   kNaN<T>};
  ice::base::Stream stream(1, ice::base::Purpose::kData);
  for (int i = 0; i < 50000; ++i)
    x.push_back(static_cast<T>(low + (high - low) * stream.uniform()));
  for (int i = 0; i < 50000; ++i) {
    x.push_back(std::bit_cast<T>(static_cast<ice::detail::BitsOf<T>>(stream.next64())));
  }
  return x;
}

// The values of f at x, computed at a level.
template <Level kLevel, class T, class F>
std::vector<T> values_at(const std::vector<T>& x, F f) {
  std::vector<T> values(x.size());
  ice::detail::at<kLevel>([&] {
    for (std::size_t i = 0; i < x.size(); ++i) values[i] = f(x[i]);
  });
  return values;
}

template <class T, class Exact>
void within(double bound, const std::vector<T>& x, const std::vector<T>& got, Exact exact) {
  double worst = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double error = ulps(got[i], exact(static_cast<long double>(x[i])));
    if (!(error <= worst)) {
      worst = error;
      at = i;
    }
  }
  CAPTURE(x[at], got[at], exact(static_cast<long double>(x[at])));
  CHECK(worst <= bound);
}

// Checks every level that this processor supports: with fused products and without.
template <class T, class F, class Exact>
void within(double bound, double low, double high, F f, Exact exact) {
  const std::vector<T> x = arguments<T>(low, high);
  within(bound, x, values_at<Level::kBaseline>(x, f), exact);
  if (ice::highest_level() >= Level::kV3) within(bound, x, values_at<Level::kV3>(x, f), exact);
  if (ice::highest_level() >= Level::kV4) within(bound, x, values_at<Level::kV4>(x, f), exact);
}

long double exact_sigmoid(long double x) {
  return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
}

long double exact_softplus(long double x) {
  return (x > 0 ? x : 0) + std::log1p(std::exp(-std::abs(x)));
}

}  // namespace

#define ICE_EXACT(f) [](long double argument) { return std::f(argument); }
#define ICE_OURS(f) [](TestType argument) { return ice::f(argument); }

TEMPLATE_TEST_CASE("math: exp and expm1 keep to their bounds", "", float, double) {
  const double range = sizeof(TestType) == 4 ? 106 : 750;
  within<TestType>(1.1, -range, range, ICE_OURS(exp), ICE_EXACT(exp));
  within<TestType>(2.2, -50, range, ICE_OURS(expm1), ICE_EXACT(expm1));
  within<TestType>(2.2, -1, 1, ICE_OURS(expm1), ICE_EXACT(expm1));
}

TEMPLATE_TEST_CASE("math: log and log1p keep to their bounds", "", float, double) {
  within<TestType>(0.9, 0, 3, ICE_OURS(log), ICE_EXACT(log));
  within<TestType>(0.9, 0.9, 1.1, ICE_OURS(log), ICE_EXACT(log));
  within<TestType>(1.5, -1, 2, ICE_OURS(log1p), ICE_EXACT(log1p));
  within<TestType>(1.5, 1e7, 1e18, ICE_OURS(log1p), ICE_EXACT(log1p));
}

TEMPLATE_TEST_CASE("math: tanh, sigmoid and softplus keep to their bounds", "", float, double) {
  within<TestType>(2.7, -3, 3, ICE_OURS(tanh), ICE_EXACT(tanh));
  within<TestType>(2.7, -25, 25, ICE_OURS(tanh), ICE_EXACT(tanh));
  within<TestType>(2.6, -5, 5, ICE_OURS(sigmoid), exact_sigmoid);
  within<TestType>(2.6, -750, 750, ICE_OURS(sigmoid), exact_sigmoid);
  within<TestType>(1.8, -5, 5, ICE_OURS(softplus), exact_softplus);
  within<TestType>(1.8, -750, 750, ICE_OURS(softplus), exact_softplus);
}

TEMPLATE_TEST_CASE("math: erf and erfc keep to their bounds", "", float, double) {
  within<TestType>(4, -1, 1, ICE_OURS(erf), ICE_EXACT(erf));
  within<TestType>(4, -7, 7, ICE_OURS(erf), ICE_EXACT(erf));
  within<TestType>(7, -1, 1, ICE_OURS(erfc), ICE_EXACT(erfc));
  within<TestType>(7, -6, 28, ICE_OURS(erfc), ICE_EXACT(erfc));
}

TEMPLATE_TEST_CASE("math: special arguments give the values of <cmath>", "", float, double) {
  const TestType infinity = kInfinite<TestType>;
  CHECK(ice::exp(infinity) == infinity);
  CHECK(ice::exp(-infinity) == 0);
  CHECK(ice::expm1(-infinity) == -1);
  CHECK(ice::log(TestType(0)) == -infinity);
  CHECK(ice::log(infinity) == infinity);
  CHECK(std::isnan(ice::log(TestType(-1))));
  CHECK(ice::log1p(TestType(-1)) == -infinity);
  CHECK(std::isnan(ice::log1p(TestType(-2))));
  CHECK(ice::tanh(-infinity) == -1);
  CHECK(ice::sigmoid(-infinity) == 0);
  CHECK(ice::softplus(infinity) == infinity);
  CHECK(ice::erf(infinity) == 1);
  CHECK(ice::erfc(-infinity) == 2);
}

TEMPLATE_TEST_CASE("math: NaN stays NaN in vectorized loops, so that divergence is found", "",
                   float, double) {
  std::vector<TestType> x(67, TestType(0.5)), y(x.size());
  x[40] = kNaN<TestType>;
  const auto only_one_is_nan = [&](auto f) {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = f(x[i]);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (std::isnan(y[i]) != (i == 40)) return false;
    }
    return true;
  };
  CHECK(only_one_is_nan(ICE_OURS(exp)));
  CHECK(only_one_is_nan(ICE_OURS(expm1)));
  CHECK(only_one_is_nan(ICE_OURS(log)));
  CHECK(only_one_is_nan(ICE_OURS(log1p)));
  CHECK(only_one_is_nan(ICE_OURS(tanh)));
  CHECK(only_one_is_nan(ICE_OURS(sigmoid)));
  CHECK(only_one_is_nan(ICE_OURS(softplus)));
  CHECK(only_one_is_nan(ICE_OURS(erf)));
  CHECK(only_one_is_nan(ICE_OURS(erfc)));
}
