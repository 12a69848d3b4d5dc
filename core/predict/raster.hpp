#pragma once
#include <cstdint>

namespace ice::predict {

/// A raster of n x n points over the plane of two features, in their own units. The outermost
/// points lie on the edges. REQUIRES: n >= 2.
struct Raster {
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
  std::uint64_t n = 2;
};

}  // namespace ice::predict
