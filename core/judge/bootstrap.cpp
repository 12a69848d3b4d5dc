#include "judge/bootstrap.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.hpp"
#include "judge/stats.hpp"

namespace ice::judge {
namespace {

constexpr std::size_t kDraws = 10'000;
constexpr double kTail = 0.025;
constexpr std::size_t kFewest = 6;

// Means of samples of the same size, drawn with replacement; sorted.
std::vector<double> resampled_means(std::span<const double> values) {
  base::Stream stream(0, base::Purpose::kStatistics, 1);
  std::vector<double> means(kDraws);
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[stream.below(values.size())];
    mean = sum / static_cast<double>(values.size());
  }
  std::sort(means.begin(), means.end());
  return means;
}

// a = sum u^3 / (6 (sum u^2)^1.5) of the jackknife, where u_i = mean without i - their mean. For a
// mean u_i is (mean - x_i) / (n - 1), and the factor cancels.
double acceleration(std::span<const double> values, double mean) {
  double squares = 0;
  double cubes = 0;
  for (const double x : values) {
    const double u = x - mean;
    squares += u * u;
    cubes += u * u * u;
  }
  return cubes / (6 * std::pow(squares, 1.5));
}

// The share of draws below the mean, those equal to it counted half; kept off 0 and 1.
double share_below(const std::vector<double>& means, double mean) {
  const auto [first, last] = std::equal_range(means.begin(), means.end(), mean);
  const double below = static_cast<double>((first - means.begin()) + (last - means.begin())) / 2;
  return std::clamp(below, 0.5, kDraws - 0.5) / kDraws;
}

}  // namespace

Interval bca_interval(std::span<const double> values) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  if (values.size() < kFewest) return {kNan, kNan};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {kNan, kNan};
  const double mean = summarize(values).mean;
  const std::vector<double> means = resampled_means(values);
  const boost::math::normal normal;
  const double bias = boost::math::quantile(normal, share_below(means, mean));
  const double a = acceleration(values, mean);
  const auto end = [&](double tail) {
    const double z = bias + boost::math::quantile(normal, tail);
    return quantile_of(means, boost::math::cdf(normal, bias + z / (1 - a * z)));
  };
  return {end(kTail), end(1 - kTail)};
}

}  // namespace ice::judge
