#pragma once
// A claim in words.
#include <string>

#include "study/study.hpp"

namespace ice::report {

/// "activation = tanh has a lower train.cost than activation = sigmoid, by more than 0.02"
[[nodiscard]] std::string describe(const study::Claim& claim, study::Goal goal);

}  // namespace ice::report
