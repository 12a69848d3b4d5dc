// caught by: gradient - tanh with the slope 1 - a for 1 - a^2
#include <ice/plugin.hpp>

struct SlopeNotSquared : ice::Activation {
  static constexpr auto id = "slope_not_squared", doc = "tanh(z)";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  T value(T z) const {
    return tanh(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return 1 - a;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SlopeNotSquared)
