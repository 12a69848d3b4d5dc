// caught by: shape - loops over n_rows where n_elem is meant: right for one sample
#include <ice/plugin.hpp>

struct FirstColumnOnly : ice::Activation {
  static constexpr auto id = "first_column_only", doc = "z / (1 + |z|)";
  static constexpr auto traits = ice::elementwise | ice::in_place | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    if (Z.is_empty()) return;
    for (arma::uword i = 0; i < Z.n_rows; ++i) A[i] = Z[i] / (1 + std::abs(Z[i]));
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA % arma::square(1 - arma::abs(A));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FirstColumnOnly)
