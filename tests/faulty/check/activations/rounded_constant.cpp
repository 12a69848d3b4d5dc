// caught by: gradient - its slope has a constant with fewer digits than its value has
#include <ice/plugin.hpp>

struct RoundedConstant : ice::Activation {
  static constexpr auto id = "rounded_constant", doc = "1.7159 tanh(2 z / 3)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return T(1.7159) * tanh(T(2.0 / 3) * z);
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T t = tanh(T(2.0 / 3) * z);
    return T(1.7159 * 0.6667) * (1 - t * t);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RoundedConstant)
