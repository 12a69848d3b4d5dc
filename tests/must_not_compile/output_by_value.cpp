// says: an activation needs exactly `template <class T> void forward\(ice::In<T> Z, ice::Out<T> A\)
// const`
#include <ice/plugin.hpp>

struct Cube : ice::Activation {
  static constexpr auto id = "cube", doc = "z^3";
  template <class T>
  void forward(ice::In<T> Z, arma::Mat<T> A) const {  // writes to a copy
    A = Z % Z % Z;
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = 3 * dA % Z % Z;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cube)
