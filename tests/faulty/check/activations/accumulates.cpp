// caught by: shape - adds to dZ instead of overwriting it, as autograd engines do
#include <ice/plugin.hpp>

struct Accumulates : ice::Activation {
  static constexpr auto id = "accumulates", doc = "max(0, z)";
  static constexpr auto traits = ice::elementwise | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) A[i] = Z[i] < 0 ? T(0) : Z[i];
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < A.n_elem; ++i) dZ[i] += A[i] > 0 ? dA[i] : T(0);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", Accumulates)
