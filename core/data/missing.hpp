#pragma once
// Replaces missing values (data.missing: mean or median), which are NaN in Samples until the split
// is known.
#include <cstdint>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// What stands for a missing value.
enum class StandIn { kMean, kMedian };

/// Replaces every missing value by the mean or median of its feature over the columns `train`, so
/// that nothing of the dev and test samples influences training. Returns these, one per feature;
/// empty when no value is missing. Throws UserError for a feature without any value in the training
/// part, when some value is missing. share() calls it, before standardizing.
std::vector<double> fill_missing(Samples& samples, const std::vector<std::uint64_t>& train,
                                 StandIn stand_in = StandIn::kMean);

}  // namespace ice::data
