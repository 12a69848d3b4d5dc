// caught by: batch - a softmax over each row, as where a row is a sample
#include <ice/plugin.hpp>

struct SamplesInRows : ice::Activation {
  static constexpr auto id = "samples_in_rows", doc = "e^z_j / sum_k e^z_k over each row";
  static constexpr auto traits = ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    if (Z.is_empty()) return;
    for (arma::uword i = 0; i < Z.n_rows; ++i) {
      A.row(i) = arma::exp(Z.row(i) - Z.row(i).max());
      A.row(i) /= arma::accu(A.row(i));
    }
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    if (A.is_empty()) return;
    for (arma::uword i = 0; i < A.n_rows; ++i)
      dZ.row(i) = A.row(i) % (dA.row(i) - arma::dot(A.row(i), dA.row(i)));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SamplesInRows)
