#pragma once
// Corrects the p-values of several tests for their number.
#include <span>
#include <vector>

namespace ice::judge {

/// Holm's step-down correction (1979), in the order given: the i-th smallest of k p-values is
/// multiplied by k - i + 1, and is at least the one before it and at most 1.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

}  // namespace ice::judge
