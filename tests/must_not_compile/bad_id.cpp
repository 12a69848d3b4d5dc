// says: an id must be like 'leaky_relu'
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "Cube", doc = "z^3";
  template <class T>
  T value(T z) const {
    return z * z * z;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return 3 * z * z;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cube)
