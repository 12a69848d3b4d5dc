#pragma once
// Which samples belong to which part.
#include <cstdint>
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// Columns of Samples, ascending in each part; no column stands in two parts.
struct Split {
  std::vector<std::uint64_t> train, dev, test;
};

/// Draws the parts that a completed section's `split` asks for, from split.seed alone. Every part
/// is stratified: of each class it holds the class's share, within one sample; a train part that
/// takes what dev and test leave is off by their roundings. A data set's own test part stays
/// `test`. Throws UserError where the samples cannot give what is asked.
[[nodiscard]] Split split(const Samples& samples, const base::Value& section);

}  // namespace ice::data
