#include "report/power.hpp"

#include <algorithm>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "report/sign_flip.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kMostPairs = 1'000'000;
constexpr std::size_t kManyPairs = 1000;  // t is normal from here on, to 3 digits

double normal_power(double shift, double alpha) {
  const boost::math::normal normal;
  return boost::math::cdf(normal, shift + boost::math::quantile(normal, alpha));
}

}  // namespace

double power(std::size_t n, double d, double alpha) {
  const auto pairs = static_cast<double>(n);
  const double shift = d * std::sqrt(pairs);
  if (n > kManyPairs || shift > 30) return normal_power(shift, alpha);
  const boost::math::students_t central(pairs - 1);
  const double critical = boost::math::quantile(complement(central, alpha));
  return boost::math::cdf(complement(boost::math::non_central_t(pairs - 1, shift), critical));
}

std::optional<std::size_t> pairs_for(double d, double alpha) {
  std::size_t low = std::max<std::size_t>(least_pairs(alpha), 2);
  if (!(d > 0) || power(kMostPairs, d, alpha) < kPower) return std::nullopt;
  std::size_t high = kMostPairs;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (power(middle, d, alpha) < kPower)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::optional<double> smallest_effect(std::size_t n, double alpha) {
  if (n < std::max<std::size_t>(least_pairs(alpha), 2)) return std::nullopt;
  double low = 0;
  double high = 1;
  while (power(n, high, alpha) < kPower) high *= 2;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (power(n, middle, alpha) < kPower ? low : high) = middle;
  }
  return high;
}

}  // namespace ice::report
