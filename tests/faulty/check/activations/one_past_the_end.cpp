// caught by: shape - <= for <: one element past the end of dZ is written
#include <ice/plugin.hpp>

struct OnePastTheEnd : ice::Activation {
  static constexpr auto id = "one_past_the_end", doc = "2 z";
  static constexpr auto traits = ice::elementwise | ice::in_place;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    A = 2 * Z;
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    const T* from = dA.memptr();
    T* to = dZ.memptr();
    for (arma::uword i = 0; i <= dA.n_elem; ++i) to[i] = 2 * from[i];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OnePastTheEnd)
