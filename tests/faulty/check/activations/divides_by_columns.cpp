// caught by: shape - divides by the number of columns: SIGFPE when there is none
#include <ice/plugin.hpp>

struct DividesByColumns : ice::Activation {
  static constexpr auto id = "divides_by_columns", doc = "z minus its column's mean";
  static constexpr auto traits = ice::none;

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    const arma::uword rows = Z.n_elem / Z.n_cols;
    for (arma::uword j = 0; j < Z.n_cols; ++j)
      A.col(j) = Z.col(j) - arma::accu(Z.col(j)) / static_cast<T>(rows);
  }
  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> /*A*/, ice::In<T> dA, ice::Out<T> dZ) const {
    forward<T>(dA, dZ);  // a symmetric linear map
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", DividesByColumns)
