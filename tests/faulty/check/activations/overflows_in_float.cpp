// caught by: finite - the bound that keeps e^z finite is double's: in float it overflows from 89 on
#include <ice/plugin.hpp>

struct OverflowsInFloat : ice::Activation {
  static constexpr auto id = "overflows_in_float", doc = "log(1 + e^z)";
  static constexpr auto traits = ice::needs_z;

  template <class T>
  T value(T z) const {
    return z > 700 ? z : log1p(exp(z));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return sigmoid(z);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OverflowsInFloat)
