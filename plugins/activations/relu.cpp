#include <cmath>
#include <ice/plugin.hpp>

// The rectifier: slope 1 wherever the unit is on, so gradients do not fade with depth (course 3.6).
// g(z) = max(0, z)   g'(z) = 1 for z > 0, else 0 (at 0 too, where either is right)
struct Relu : ice::Activation {
  static constexpr auto id = "relu";
  static constexpr auto doc = "max(0, z) (Nair, Hinton 2010)";
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::at_least(0);

  template <class T>
  T value(T z) const {
    return z < 0 ? T(0) : z;  // this way round a NaN stays one, and is found
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return a > 0 ? T(1) : T(0);
  }
  double gain() const {
    return std::sqrt(2.0);
  }  // half the signal's power is cut off (He et al. 2015)
};

ICE_LIBRARY("core", "0.1.0", "MIT", Relu)
