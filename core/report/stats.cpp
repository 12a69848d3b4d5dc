#include "report/stats.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace ice::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Two passes: the difference from the mean loses no digits where values are large and close.
double deviation_of(std::span<const double> values, double mean) {
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

}  // namespace

Summary summarize(std::span<const double> values) {
  const std::size_t n = values.size();
  if (n == 0) return {0, kNan, kNan, kNan, kNan};
  const double mean = mean_of(values);
  if (n == 1) return {1, mean, kNan, kNan, kNan};
  const double deviation = deviation_of(values, mean);
  const boost::math::students_t t(static_cast<double>(n - 1));
  const double half =
      boost::math::quantile(t, 0.975) * deviation / std::sqrt(static_cast<double>(n));
  return {n, mean, deviation, mean - half, mean + half};
}

}  // namespace ice::report
