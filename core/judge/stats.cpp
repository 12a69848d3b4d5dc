#include "judge/stats.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace ice::judge {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kFewestValues = 3;  // values for an interval

double largest_size(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

bool keep(std::span<const double> values, const metric::Bounds& bounds) {
  return std::all_of(values.begin(), values.end(),
                     [&](double x) { return x >= bounds.low && x <= bounds.high; });
}

}  // namespace

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Two passes: the difference from the mean loses no digits where values are large and close.
double deviation_of(std::span<const double> values, double rounding) {
  if (values.size() < 2) return kNan;
  const double mean = mean_of(values);
  double sum = 0;
  bool is_rounding = true;
  for (const double value : values) {
    sum += (value - mean) * (value - mean);
    is_rounding = is_rounding && std::abs(value - mean) <= rounding;
  }
  return is_rounding ? 0 : std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double median_of(std::span<const double> values) {
  if (values.empty()) return kNan;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double lower = sorted[(sorted.size() - 1) / 2];
  const double upper = sorted[sorted.size() / 2];
  return lower == upper ? lower : (lower + upper) / 2;  // equal ones may be infinite
}

double interval_factor(std::size_t n) {
  if (n < kFewestValues) return kNan;
  const boost::math::students_t t(static_cast<double>(n - 1));
  return boost::math::quantile(t, 0.975) / std::sqrt(static_cast<double>(n));
}

Summary summarize(std::span<const double> values, const metric::Bounds& bounds) {
  const std::size_t n = values.size();
  if (n == 0) return {0, kNan, kNan, kNan, kNan};
  const double mean = mean_of(values);
  const double deviation = deviation_of(values, kRounding * largest_size(values));
  if (n < kFewestValues || !(deviation > 0)) return {n, mean, deviation, kNan, kNan};
  const double half = interval_factor(n) * deviation;
  const metric::Bounds kept = keep(values, bounds) ? bounds : metric::Bounds{};
  return {n, mean, deviation, std::max(mean - half, kept.low), std::min(mean + half, kept.high)};
}

double quantile_of(std::span<const double> sorted, double share) {
  const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
  const auto i = static_cast<std::size_t>(at);
  const double next = sorted[std::min(i + 1, sorted.size() - 1)];
  return sorted[i] + (at - static_cast<double>(i)) * (next - sorted[i]);
}

}  // namespace ice::judge
