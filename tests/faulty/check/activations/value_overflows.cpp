// caught by: finite - log(1 + e^z) as it is written in books: infinite from z = 710 on
#include <ice/plugin.hpp>

struct ValueOverflows : ice::Activation {
  static constexpr auto id = "value_overflows", doc = "log(1 + e^z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return log1p(exp(z));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return sigmoid(z);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ValueOverflows)
