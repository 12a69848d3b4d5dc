// caught by: aliasing - promises in_place, but sums over Z after A has replaced it
#include <ice/plugin.hpp>

struct ReadsOverwrittenZ : ice::Activation {
  static constexpr auto id = "reads_overwritten_z", doc = "e^z_i / sum_k e^z_k";
  static constexpr auto traits = ice::in_place | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      const T highest = Z.col(j).max();
      A.col(j) = arma::exp(Z.col(j) - highest);
      A.col(j) /= arma::accu(arma::exp(Z.col(j) - highest));
    }
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword j = 0; j < A.n_cols; ++j)
      dZ.col(j) = A.col(j) % (dA.col(j) - arma::dot(A.col(j), dA.col(j)));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ReadsOverwrittenZ)
