// caught by: finite - Newton's method until the error is tiny: beyond rounding for a large z
#include <cmath>
#include <ice/plugin.hpp>
#include <limits>

struct NeverConverges : ice::Activation {
  static constexpr auto id = "never_converges", doc = "the a for which a + a^3 = z";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  T value(T z) const {
    T a = std::cbrt(z), error = 1;
    while (std::abs(error) > 100 * std::numeric_limits<T>::epsilon()) {
      error = a + a * a * a - z;
      a -= error / (1 + 3 * a * a);
    }
    return a;
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return 1 / (1 + 3 * a * a);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NeverConverges)
