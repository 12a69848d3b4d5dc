// caught by: shape - n / (n - 1) for a layer of n units: NaN for one unit
#include <ice/plugin.hpp>

struct NeedsTwoRows : ice::Activation {
  static constexpr auto id = "needs_two_rows", doc = "n / (n - 1) (z minus its column's mean)";
  static constexpr auto traits = ice::none;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    const T n = static_cast<T>(Z.n_rows), factor = n / (n - 1);
    for (arma::uword j = 0; j < Z.n_cols; ++j)
      A.col(j) = factor * (Z.col(j) - arma::accu(Z.col(j)) / n);
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    forward<T>(dA, dZ);  // a symmetric linear map
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NeedsTwoRows)
