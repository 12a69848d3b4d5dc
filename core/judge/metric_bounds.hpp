#pragma once
// Between which numbers a metric lies.
#include <limits>
#include <string_view>

namespace ice::judge {

struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// Of "dev.accuracy" or the like, by the part of its name behind the dot: a share lies in [0, 1],
/// an error is never negative, r2 is 1 at most. A cost is never negative for every loss that comes
/// with ice; another's may be (summarize() finds out). Any other name has no bounds.
[[nodiscard]] Bounds bounds_of(std::string_view metric);

}  // namespace ice::judge
