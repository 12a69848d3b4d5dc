// says: a plugin class needs `static constexpr auto id = .*` and `static constexpr auto doc =
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "cube";
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
