// caught by: gradient - a softmax whose backward knows only the Jacobian's diagonal
#include <ice/plugin.hpp>

struct DiagonalJacobian : ice::Activation {
  static constexpr auto id = "diagonal_jacobian", doc = "e^z_i / sum_k e^z_k";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      A.col(j) = arma::exp(Z.col(j) - Z.col(j).max());
      A.col(j) /= arma::accu(A.col(j));
    }
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    dZ = dA % A % (1 - A);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DiagonalJacobian)
