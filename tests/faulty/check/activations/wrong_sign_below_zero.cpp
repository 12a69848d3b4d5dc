// caught by: gradient - an elu whose slope is negative on the negative side
#include <ice/plugin.hpp>

struct WrongSignBelowZero : ice::Activation {
  static constexpr auto id = "wrong_sign_below_zero", doc = "z, or e^z - 1 for z < 0";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z < 0 ? expm1(z) : z;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return z < 0 ? -exp(z) : T(1);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", WrongSignBelowZero)
