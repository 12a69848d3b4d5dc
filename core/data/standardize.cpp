#include "data/standardize.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::data {
namespace {

using Columns = std::vector<std::uint64_t>;

// The largest deviation that counts as rounding errors, in units of the last place of the largest
// value. Sums and products that should be equal differ by a few such units, and no meaningful
// values vary so little, not even the time since 1970 in nanoseconds. Floats have fewer digits: a
// column of halves near a million (4 units) is no rounding error.
constexpr double kDoubleUnits = 16, kFloatUnits = 2;
constexpr double kDoubleUnit = std::numeric_limits<double>::epsilon();
constexpr double kFloatUnit = std::numeric_limits<float>::epsilon();

// Properties of one feature over the training part.
struct Feature {
  double largest = 0;    // largest absolute value
  bool is_whole = true;  // whether all values are whole numbers
  bool is_float = true;  // whether all values are exact as floats: perhaps they were floats
};

// The deviation up to which a feature counts as a constant with rounding errors.
double noise_of(const Feature& feature) {
  const double unit = feature.is_float ? kFloatUnit : kDoubleUnit;
  if (feature.is_whole && feature.largest < 2 / unit) return 0;
  return (feature.is_float ? kFloatUnits : kDoubleUnits) * unit * feature.largest;
}

std::vector<Feature> look_at(const Samples& samples, const Columns& train) {
  std::vector<Feature> features(samples.n_x);
  if (samples.values.empty()) return features;  // bytes are whole numbers
  for (const std::uint64_t j : train) {
    const double* x = &samples.values[j * samples.n_x];
    for (std::uint64_t i = 0; i < samples.n_x; ++i) {
      Feature& feature = features[i];
      feature.largest = std::max(feature.largest, std::fabs(x[i]));
      feature.is_whole = feature.is_whole && x[i] == std::trunc(x[i]);
      feature.is_float = feature.is_float && std::fabs(x[i]) <= std::numeric_limits<float>::max() &&
                         static_cast<double>(static_cast<float>(x[i])) == x[i];
    }
  }
  return features;
}

// Sets the deviation of constant features. With rounding errors it is the size of the constant, so
// that the errors become as small as the last place of a number.
void set_noise_apart(const Samples& samples, const Columns& train, Moments& moments) {
  const std::vector<Feature> features = look_at(samples, train);
  for (std::uint64_t i = 0; i < features.size(); ++i) {
    double& deviation = moments.deviation[i];
    if (deviation > 0 && deviation <= noise_of(features[i]))
      deviation = std::max(1.0, std::fabs(moments.mean[i]));
    else if (deviation == 0)
      deviation = 1;
  }
}

}  // namespace

// Two passes avoid cancellation (Chan, Golub, LeVeque 1983). Values are taken relative to the first
// sample, so that a feature that never varies has a deviation of exactly 0.
Moments measure(const Samples& samples, const Columns& train) {
  const std::uint64_t n_x = samples.n_x;
  const auto m = static_cast<double>(train.size());
  std::vector<double> offset(n_x), square(n_x);
  Moments moments{std::vector<double>(n_x), std::vector<double>(n_x)};
  samples.visit_X([&](const auto* X, double scale) {
    const auto* first = X + train.front() * n_x;
    const auto from_first = [&](std::uint64_t i, std::uint64_t j) {
      return static_cast<double>(X[j * n_x + i]) - static_cast<double>(first[i]);
    };
    for (const std::uint64_t j : train)
      for (std::uint64_t i = 0; i < n_x; ++i) offset[i] += from_first(i, j);
    for (double& sum : offset) sum /= m;
    for (const std::uint64_t j : train)
      for (std::uint64_t i = 0; i < n_x; ++i)
        square[i] += std::pow(from_first(i, j) - offset[i], 2);
    for (std::uint64_t i = 0; i < n_x; ++i) {
      moments.mean[i] = scale * (first[i] + offset[i]);
      moments.deviation[i] = square[i] > 0 ? scale * std::sqrt(square[i] / m) : 0;
    }
  });
  set_noise_apart(samples, train, moments);
  return moments;
}

Moments measure_targets(const Samples& samples, const Columns& train) {
  Samples targets;
  targets.n_x = samples.n_y;
  targets.m = samples.m;
  targets.values = samples.Y;
  return measure(targets, train);
}

}  // namespace ice::data
