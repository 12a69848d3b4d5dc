#pragma once
// Chooses the numbers on an axis, and places values along it.
#include <string>
#include <vector>

#include "report/figure.hpp"

namespace ice::report {

/// Round numbers (1, 2 or 5 times a power of ten apart) within the extent, at most `most` of them.
/// On a logarithmic axis: 1, 2, 5, 10 or 1, 3, 10 or powers of ten, or the round numbers where
/// fewer than two of those lie within. REQUIRES: most >= 2; low < high; low > 0 where `log`.
[[nodiscard]] std::vector<Tick> ticks(Extent extent, bool log, std::size_t most);

/// A tick for each name, at 0, 1, 2 ...; where there are more than `most`, for every second or
/// third ... of them.
[[nodiscard]] std::vector<Tick> named_ticks(const std::vector<std::string>& names,
                                            std::size_t most);

/// The ticks of a figure's x axis; whole numbers when all x are whole, as epochs are.
[[nodiscard]] std::vector<Tick> x_ticks(const Figure& figure, std::size_t most);

/// Where a value lies on the axis: 0 at extent.low, 1 at extent.high.
[[nodiscard]] double position(double value, Extent extent, bool log);

}  // namespace ice::report
