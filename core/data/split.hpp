#pragma once
// Decides which samples belong to the training, dev and test part.
#include <cstdint>
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// Columns of Samples, ascending in each part. No column is in two parts.
struct Split {
  std::vector<std::uint64_t> train, dev, test;
};

/// Draws the parts that `split` of a completed section asks for, in fractions or counts. The result
/// depends only on the samples and split.seed. Every part is stratified: it has the share of each
/// class, within one sample (the training part, when it takes the rest, within the roundings of dev
/// and test). A data set's own test part becomes `test`. Throws UserError when the samples are too
/// few for the parts, and when a test part is asked for although the data set has one.
[[nodiscard]] Split split(const Samples& samples, const base::Value& section);

}  // namespace ice::data
