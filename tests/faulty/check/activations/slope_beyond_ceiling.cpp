// caught by: gradient - a relu cut off at 6 whose slope stays 1 beyond 6
#include <ice/plugin.hpp>

struct SlopeBeyondCeiling : ice::Activation {
  static constexpr auto id = "slope_beyond_ceiling", doc = "min(6, max(0, z))";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    const T above_0 = z < 0 ? T(0) : z;
    return above_0 > 6 ? T(6) : above_0;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return z > 0 ? T(1) : T(0);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SlopeBeyondCeiling)
