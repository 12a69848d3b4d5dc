#include "base/numpy_random.hpp"

#include <cmath>
#include <utility>

namespace ice::base {

double NumpyRandom::uniform() {
  const std::uint64_t high = engine_() >> 5;  // 27 bits
  const std::uint64_t low = engine_() >> 6;   // 26 bits
  return static_cast<double>(high << 26 | low) * 0x1.0p-53;
}

double NumpyRandom::normal() {
  if (std::exchange(has_spare_, false)) return spare_normal_;
  double x1 = 0, x2 = 0, r2 = 0;
  do {
    x1 = 2.0 * uniform() - 1.0;
    x2 = 2.0 * uniform() - 1.0;
    r2 = std::fma(x1, x1, x2 * x2);
  } while (r2 >= 1.0 || r2 == 0.0);
  const double factor = std::sqrt(-2.0 * std::log(r2) / r2);
  spare_normal_ = factor * x1;  // NumPy gives the second value first
  has_spare_ = true;
  return factor * x2;
}

}  // namespace ice::base
