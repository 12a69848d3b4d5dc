// caught by: outputs - the silu, declared never to be negative
#include <ice/plugin.hpp>

struct DipsBelowZero : ice::Activation {
  static constexpr auto id = "dips_below_zero", doc = "z * sigmoid(z)";
  static constexpr auto outputs = ice::at_least(0);

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T a) const {
    return a + sigmoid(z) * (1 - a);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DipsBelowZero)
