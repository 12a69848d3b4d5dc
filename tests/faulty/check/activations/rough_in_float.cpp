// caught by: precision - a fast tanh for float that is off by 2 %, beside an exact one for double
#include <concepts>
#include <ice/plugin.hpp>

struct RoughInFloat : ice::Activation {
  static constexpr auto id = "rough_in_float", doc = "tanh(z)";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  T value(T z) const {
    if constexpr (std::same_as<T, double>) return tanh(z);
    const T lower = z < -3 ? T(-3) : z, x = lower > 3 ? T(3) : lower;
    return x * (27 + x * x) / (27 + 9 * x * x);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return 1 - a * a;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RoughInFloat)
