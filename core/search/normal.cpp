#include "search/normal.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace ice::search {
namespace {

constexpr double kWhole = 8.5;  // what lies beyond is less than the last digit of 1
constexpr double kFar = 30;     // erfc is 0 from 38 on, and the series has 1e-13 from here

// Phi^-1(p) of 0 <= p <= 1/2.
double lower_quantile(double p) {
  using Policy = boost::math::policies::policy<
      boost::math::policies::promote_double<false>,
      boost::math::policies::overflow_error<boost::math::policies::ignore_error>>;
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, Policy());
}

}  // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double p) { return p < 0.5 ? lower_quantile(p) : -lower_quantile(1 - p); }

double log_normal_cdf(double x) {
  if (x > -kFar) return std::log(normal_cdf(x));
  const double r = 1 / (x * x);  // Abramowitz and Stegun 26.2.12
  const double series = std::log1p(-r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r))));
  return -0.5 * x * x - std::log(-x) - 0.5 * std::log(2 * std::numbers::pi) + series;
}

double log_normal_mass(double left, double right) {
  if (left > 0) return log_normal_mass(-right, -left);  // the left tail has the digits
  if (left < -kWhole && right > kWhole) return 0;
  if (right > 0) return std::log1p(-normal_cdf(left) - normal_cdf(-right));
  if (right > -kFar) return std::log(normal_cdf(right) - normal_cdf(left));
  const double log_right = log_normal_cdf(right);
  return log_right + std::log1p(-std::exp(log_normal_cdf(left) - log_right));
}

double truncated_normal_quantile(double u, double left, double right) {
  const double below = normal_cdf(left), above = normal_cdf(-right);
  const double mass = 1 - below - above;
  const double p = below + u * mass;
  const double x = p < 0.5 ? lower_quantile(p) : -lower_quantile(above + (1 - u) * mass);
  return std::clamp(x, left, right);
}

}  // namespace ice::search
