// caught by: finite - a table of the sigmoid that aborts where |z| lies outside of it
#include <cmath>
#include <cstdlib>
#include <ice/plugin.hpp>

struct AbortsOutsideTable : ice::Activation {
  static constexpr auto id = "aborts_outside_table", doc = "1 / (1 + e^-z)";
  static constexpr auto traits = ice::elementwise | ice::in_place | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword i = 0; i < Z.n_elem; ++i) {
      if (std::abs(Z[i]) > 500) std::abort();
      A[i] = sigmoid(Z[i]);
    }
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA % A % (1 - A);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", AbortsOutsideTable)
