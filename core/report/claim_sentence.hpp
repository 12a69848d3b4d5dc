#pragma once
// Writes a claim as a sentence.
#include <string>

#include "study/study.hpp"

namespace ice::report {

/// "activation = tanh has a lower train.cost than activation = sigmoid, by more than 0.02". `goal`
/// is what is good for the claim's metric.
[[nodiscard]] std::string describe(const study::Claim& claim, study::Goal goal);

}  // namespace ice::report
