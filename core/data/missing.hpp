#pragma once
// Values that a table leaves out (data.missing: mean): NaN in Samples until the training part is
// known.
#include <cstdint>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// Fills every missing value with the mean of its feature over the columns `train` alone, so that
/// nothing of dev and test samples reaches the training. Returns these means, one a feature; none
/// when nothing is missing. Throws UserError for a feature of which the training part has no value.
std::vector<double> fill_missing(Samples& samples, const std::vector<std::uint64_t>& train);

}  // namespace ice::data
