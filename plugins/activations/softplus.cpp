#include <ice/plugin.hpp>

// A smooth rectifier: the integral of the sigmoid.
// g(z) = log(1 + e^z)   g'(z) = sigmoid(z) = 1 - e^-a
struct Softplus : ice::Activation {
  static constexpr auto id = "softplus";
  static constexpr auto doc = "log(1 + e^z), a smooth max(0, z) (Dugas et al. 2001)";
  static constexpr auto traits = ice::needs_a;
  static constexpr auto outputs = ice::above(0);

  template <class T>
  T value(T z) const {
    return softplus(z);
  }
  template <class T>
  T slope(T /*z*/, T a) const {
    return -expm1(-a);
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Softplus)
