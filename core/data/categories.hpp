#pragma once
// Leaves out the values of categories that training never sees.
#include <string>
#include <vector>

#include "data/samples.hpp"
#include "data/split.hpp"

namespace ice::data {

/// Removes each row of X for a value of a category (Samples::categories) that no sample of the
/// training part has, so that nothing of the dev and test samples shapes the network. Where samples
/// of other parts have the value, all features of the category are 0 there: the notes say how many
/// samples that are. share() calls it first.
[[nodiscard]] std::vector<std::string> drop_unseen(Samples& samples, const Split& parts);

}  // namespace ice::data
