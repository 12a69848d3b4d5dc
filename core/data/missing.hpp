#pragma once
// Replaces missing values (data.missing: mean), which are NaN in Samples until the split is known.
#include <cstdint>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// Replaces every missing value by the mean of its feature over the columns `train`, so that
/// nothing of the dev and test samples influences training. Returns the means, one per feature;
/// empty when no value is missing. Throws UserError for a feature without any value in the training
/// part, when some value is missing. share() calls it, before standardizing.
std::vector<double> fill_missing(Samples& samples, const std::vector<std::uint64_t>& train);

}  // namespace ice::data
