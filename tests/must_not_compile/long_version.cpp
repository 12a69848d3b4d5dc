// says: the package and the licence may have 63 characters, and the version 31
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

ICE_LIBRARY("acme", "the one that we made on Wednesday afternoon", "MIT", Cube)
