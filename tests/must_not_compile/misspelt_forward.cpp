// says: an activation needs exactly `template <class T> void forward\(
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "cube", doc = "z^3";
  template <class T>
  void foward(ice::In<T> Z, ice::Out<T> A) const {
    A = Z % Z % Z;
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = 3 * dA % Z % Z;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cube)
