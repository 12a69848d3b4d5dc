#pragma once
// Several tests at once: p-values corrected for their number.
#include <span>
#include <vector>

namespace ice::judge {

/// Holm's step-down correction (1979): the i-th smallest of k p-values times k - i + 1, never less
/// than the one before it, never more than 1. In the order given.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

}  // namespace ice::judge
