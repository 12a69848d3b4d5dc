// caught by: gradient - an exact gelu with the slope of its tanh approximation: off by up to 1e-3
#include <ice/plugin.hpp>

struct SlopeOfApproximation : ice::Activation {
  static constexpr auto id = "slope_of_approximation", doc = "z * Phi(z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z * erfc(T(-0.70710678118654752440) * z) / 2;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T c = T(0.79788456080286535588), square = z * z < 1000 ? z * z : T(1000);
    const T t = tanh(c * z * (1 + T(0.044715) * square));
    return (1 + t) / 2 + z * (1 - t * t) * c * (1 + T(0.134145) * square) / 2;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SlopeOfApproximation)
