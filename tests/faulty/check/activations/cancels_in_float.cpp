// caught by: precision - 1 / (1 - tanh z): in float the difference is rounding noise from z = 7 on
#include <ice/plugin.hpp>

struct CancelsInFloat : ice::Activation {
  static constexpr auto id = "cancels_in_float",
                        doc = "log(1 + e^(2 z)) as log 2 - log(1 - tanh z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z > 8 ? 2 * z : T(0.69314718055994530942) - log1p(-tanh(z));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return 2 * sigmoid(2 * z);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", CancelsInFloat)
