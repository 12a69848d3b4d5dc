#include <ice/plugin.hpp>

// The input times its own sigmoid: a smooth rectifier that dips below zero. Also known as swish
// with beta = 1.
//   g(z) = z s(z)   g'(z) = s (1 + z (1 - s))   s(z) = 1 / (1 + e^-z)
struct Silu : ice::Activation {
  static constexpr auto id = "silu";
  static constexpr auto doc = "z * sigmoid(z) (Elfwing, Uchibe, Doya 2018)";
  static constexpr auto traits = ice::needs_z;
  static constexpr auto outputs = ice::at_least(-0.2785);

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    const T s = sigmoid(z);
    return s * (1 + z * (1 - s));
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Silu)
