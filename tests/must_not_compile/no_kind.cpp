// says: a plugin class derives from ice::Activation, ice::Initializer, ice::Loss or ice::Optimizer
#include <ice/plugin.hpp>

struct Cube {
  static constexpr auto id = "cube", doc = "z^3";
  template <class T>
  T value(T z) const {
    return z * z * z;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cube)
