// acme/swish, with the sign of its slope to be given.
#include <ice/plugin.hpp>

template <int sign>
struct Swish : ice::Activation {
  static constexpr auto id = "swish", doc = "z * sigmoid(z)";

  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T a) const {
    const T s = sigmoid(z);
    return T(sign) * (s + a * (1 - s));
  }
};
