#pragma once
// Measures the features of the training part for `standardize: true`, and the numbers to predict
// for `targets: standardize`.
#include <cstdint>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// One mean and one deviation per feature: share() replaces x by (x - mean) / deviation.
struct Moments {
  std::vector<double> mean, deviation;
};

/// The mean and the deviation (with 1/m) of each feature over the columns `train`. REQUIRES:
/// `train` is not empty and no value is missing.
///
/// A feature that never varies gets deviation 1, so that it becomes 0. A feature that varies only
/// by rounding errors of its values (as doubles or as floats) gets max(1, |mean|), so that it stays
/// about 0: dividing by its own deviation would turn the rounding errors into a feature. Whole
/// numbers are exact and never treated as rounding errors.
[[nodiscard]] Moments measure(const Samples& samples, const std::vector<std::uint64_t>& train);

/// The same for each row of Y.
[[nodiscard]] Moments measure_targets(const Samples& samples,
                                      const std::vector<std::uint64_t>& train);

}  // namespace ice::data
