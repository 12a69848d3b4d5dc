// caught by: determinism - a randomized leaky relu: each forward draws its own leak
#include <ice/plugin.hpp>

struct RandomLeak : ice::Activation {
  static constexpr auto id = "random_leak", doc = "z, or r z for z < 0, r ~ U[0.1, 0.3)";
  static constexpr auto traits = ice::elementwise | ice::needs_z | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i)
      A[i] = Z[i] < 0 ? T(0.1 + 0.2 * arma::randu()) * Z[i] : Z[i];
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) dZ[i] = Z[i] < 0 ? A[i] / Z[i] * dA[i] : dA[i];
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RandomLeak)
