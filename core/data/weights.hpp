#pragma once
// What each sample counts for: its own weight (data.weight) and that of its class
// (data.class_weight).
#include <vector>

#include "base/value.hpp"
#include "data/samples.hpp"
#include "data/split.hpp"

namespace ice::data {

/// A weight for each column of Samples. Both are empty where all samples count the same; over each
/// part each has mean 1.
struct Weights {
  std::vector<double> of_costs;   ///< the sample's weight times its class's
  std::vector<double> of_scores;  ///< the sample's weight; empty: of_costs are those of scores too
};

/// The weights that `class_weight` of a completed section asks for, and those that the samples
/// have. "balanced" gives class c the weight m / (K m_c), with m samples of the training part and
/// m_c of the class, of K that occur there (King, Zeng 2001; scikit-learn's compute_class_weight);
/// a map gives the named classes theirs, and 1 to the others. Classes weigh in costs and not in
/// scores: an accuracy weighted by balanced classes is balanced_accuracy, which is there anyway.
/// Throws UserError for a class that is not there, for targets that are numbers, and for a part in
/// which no sample weighs anything.
[[nodiscard]] Weights weigh(const Samples& samples, const Split& parts, const base::Value& section);

}  // namespace ice::data
