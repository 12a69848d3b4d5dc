#include <ice/plugin.hpp>

// The input times the tanh of its softplus: close to silu, a little steeper.
// g(z) = z t   g'(z) = t + z (1 - t^2) sigmoid(z)   t = tanh(log(1 + e^z))
struct Mish : ice::Activation {
  static constexpr auto id = "mish";
  static constexpr auto doc = "z * tanh(log(1 + e^z)) (Misra 2019)";
  static constexpr auto traits = ice::needs_z;
  static constexpr auto outputs = ice::at_least(-0.3089);

  template <class T>
  T value(T z) const {
    return z * tanh(softplus(z));
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T t = tanh(softplus(z));
    return t + z * (1 - t * t) * sigmoid(z);
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Mish)
