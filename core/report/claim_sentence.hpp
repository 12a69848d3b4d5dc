#pragma once
// A claim in words.
#include <string>

#include "spec/study.hpp"

namespace ice::report {

/// "activation = tanh has a lower train.cost than activation = sigmoid, by more than 0.02"
[[nodiscard]] std::string describe(const spec::Claim& claim, spec::Goal goal);

}  // namespace ice::report
