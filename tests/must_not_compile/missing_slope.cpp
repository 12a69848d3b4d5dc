// says: `template <class T> T slope\(T z, T a\) const` beside value: missing, misspelt or with
// other types
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "cube", doc = "z^3";
  template <class T>
  T value(T z) const {
    return z * z * z;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cube)
