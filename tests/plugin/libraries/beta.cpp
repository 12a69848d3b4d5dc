// Another package, which also has a swish.
#include <ice/plugin.hpp>

struct Swish : ice::Activation {
  static constexpr auto id = "swish", doc = "not acme's";
  template <class T>
  T value(T z) const {
    return z * sigmoid(z);
  }
  template <class T>
  T slope(T z, T a) const {
    return a + sigmoid(z) * (1 - a);
  }
};

ICE_LIBRARY("beta", "2.0.0", "MIT", Swish)
