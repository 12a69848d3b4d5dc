// says: the package must be like 'acme'
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "cube", doc = "z^3";
  template <class T>
  T value(T z) const {
    return z * z * z;
  }
  template <class T>
  T slope(T z, T /*a*/) const {
    return 3 * z * z;
  }
};

ICE_LIBRARY("Acme Inc.", "1.0.0", "MIT", Cube)
