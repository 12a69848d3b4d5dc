// caught by: shape - counts from the end down to -1: one element before A is written
#include <ice/plugin.hpp>

struct OneBeforeTheStart : ice::Activation {
  static constexpr auto id = "one_before_the_start", doc = "2 z";
  static constexpr auto traits = ice::elementwise | ice::in_place;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    const T* from = Z.memptr() + Z.n_elem;
    T* to = A.memptr() + Z.n_elem;
    for (arma::uword left = Z.n_elem + 1; left > 0; --left) *--to = 2 * *--from;
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = 2 * dA;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OneBeforeTheStart)
