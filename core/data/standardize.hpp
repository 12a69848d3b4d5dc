#pragma once
// What `standardize: true` takes from the training part.
#include <cstdint>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// Per feature: x becomes (x - mean) / deviation.
struct Moments {
  std::vector<double> mean, deviation;
};

/// Mean and deviation (1/m) of each feature over the columns `train`. A feature that never varies
/// has deviation 1 here, and becomes 0. So does, but for its last digits, one that varies by
/// nothing but the rounding of its values, as doubles or as floats: dividing by that deviation
/// would blow the noise up to a feature like any other. Whole numbers are exact and never noise.
[[nodiscard]] Moments measure(const Samples& samples, const std::vector<std::uint64_t>& train);

}  // namespace ice::data
