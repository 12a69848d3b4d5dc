// caught by: traits - promises elementwise, but normalizes each column
#include <cmath>
#include <ice/plugin.hpp>

struct NotElementwise : ice::Activation {
  static constexpr auto id = "not_elementwise", doc = "z / sqrt(1 + the mean of z^2 of its column)";
  static constexpr auto traits = ice::elementwise | ice::needs_a;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) A.col(j) = Z.col(j) / norm<T>(Z, j);
  }
  template <class T>
  void backward(ice::In<T> Z, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      const T mean = arma::dot(A.col(j), dA.col(j)) / static_cast<T>(Z.n_rows);
      dZ.col(j) = (dA.col(j) - mean * A.col(j)) / norm<T>(Z, j);
    }
  }
  template <class T>
  static T norm(ice::In<T> Z, arma::uword j) {
    return std::sqrt(1 + arma::dot(Z.col(j), Z.col(j)) / static_cast<T>(Z.n_rows));
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NotElementwise)
