#pragma once
// Thins curves to what a screen can show.
#include <cstddef>

#include "report/figure.hpp"

namespace ice::report {

/// The line with at most `most` of its points (8 or more). Its points are taken in buckets of equal
/// size, and of each the lowest and the highest stay (with a band: of y, of the lower and of the
/// upper edge), so that no peak is lost. The first and the last point stay. A gap stays where it
/// fills a bucket.
[[nodiscard]] Line thinned(const Line& line, std::size_t most);

}  // namespace ice::report
