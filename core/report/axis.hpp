#pragma once
// Numbers on an axis.
#include <string>
#include <vector>

#include "report/figure.hpp"

namespace ice::report {

struct Tick {
  double value = 0;
  std::string text;
};

/// Round numbers (1, 2 or 5 times a power of ten apart) within the extent, at most `most` of them;
/// on a logarithmic axis 1, 2, 5, 10 or 1, 3, 10 or powers of ten, or the round numbers where fewer
/// than two of those lie within. most >= 2.
[[nodiscard]] std::vector<Tick> ticks(Extent extent, bool log, std::size_t most);

/// The same for the x axis of a figure, where epochs are whole.
[[nodiscard]] std::vector<Tick> x_ticks(const Figure& figure, std::size_t most);

/// Where a value lies on the axis: 0 at extent.low, 1 at extent.high.
[[nodiscard]] double position(double value, Extent extent, bool log);

}  // namespace ice::report
