// caught by: finite - a sound silu whose slope is inf / inf = NaN from z = -355 on
#include <ice/plugin.hpp>

struct SlopeOverflows : ice::Activation {
  static constexpr auto id = "slope_overflows", doc = "z * sigmoid(z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T e = exp(-z);
    return (1 + e + z * e) / ((1 + e) * (1 + e));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SlopeOverflows)
