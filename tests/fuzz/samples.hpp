#pragma once
// What holds for all samples that were read from a file.
#include <algorithm>
#include <cmath>

#include "data/samples.hpp"
#include "fuzz.hpp"

namespace ice::fuzz {

inline bool all_finite(const std::vector<double>& numbers) {
  return std::ranges::all_of(numbers, [](double x) { return std::isfinite(x); });
}

/// Sizes fit together, numbers are finite (or, where that is allowed, missing), and a class is a
/// column with a single 1.
inline void check_samples(const data::Samples& samples, bool may_miss = false) {
  require(samples.n_x > 0 && samples.m > 0 && samples.m_test <= samples.m);
  require(samples.bytes.size() + samples.values.size() == samples.n_x * samples.m);
  require(samples.bytes.empty() || samples.values.empty());
  require(std::ranges::all_of(
      samples.values, [&](double x) { return std::isfinite(x) || (may_miss && std::isnan(x)); }));
  require(samples.Y.size() == samples.n_y * samples.m);
  require(all_finite(samples.Y));
  require(samples.classes.size() == data::class_count(samples.task, samples.n_y));
  if (samples.task == data::Task::kRegression) return;
  for (std::size_t j = 0; j < samples.m; ++j) {
    const auto column = samples.Y.begin() + static_cast<std::ptrdiff_t>(j * samples.n_y);
    const auto end = column + static_cast<std::ptrdiff_t>(samples.n_y);
    const auto ones = std::count(column, end, 1.0), zeros = std::count(column, end, 0.0);
    require(ones + zeros == static_cast<std::ptrdiff_t>(samples.n_y));
    require(samples.task == data::Task::kBinary || ones == 1);
  }
}

}  // namespace ice::fuzz
