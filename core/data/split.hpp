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

/// Draws the parts that `split` of a completed section asks for: in fractions or counts, as one of
/// k folds (dev is fold `fold`, 1 unless given, and the training part the others), or as a column
/// of the table says. The result depends only on the samples and the section. Every drawn part is
/// stratified: it has the share of each class, within one sample (the training part, when it takes
/// the rest, within the roundings of dev and test). A data set's own test part becomes `test`.
/// Throws UserError when the samples are too few for the parts, and when a test part is asked for
/// although the data set has one.
[[nodiscard]] Split split(const Samples& samples, const base::Value& section);

/// Whether runs of one study have different splits: by their seeds, or one fold each.
[[nodiscard]] bool is_drawn_by_run(const base::Value& section);

/// The completed section with the split of one run: where it is drawn by the seed, by this one, and
/// its fold (from 1; 0: none). A study of the section and the run's seed has the same split.
[[nodiscard]] base::Value section_of_run(base::Value section, std::uint64_t seed,
                                         std::uint64_t fold);

}  // namespace ice::data
