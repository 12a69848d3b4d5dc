// caught by: inputs - makes the columns of the host's Y sum to 1, in place
#include <ice/plugin.hpp>

struct NormalizesTarget : ice::Loss {
  static constexpr auto id = "normalizes_target", doc = "1/2 sum (a - y)^2, y made to sum to 1";

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    normalize<T>(Y);
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    normalize<T>(Y);
    dA = A - Y;
  }
  template <class T>
  static void normalize(ice::In<T> Y) {
    auto& mutable_Y = const_cast<arma::Mat<T>&>(Y);
    for (arma::uword j = 0; j < Y.n_cols; ++j) {
      const T sum = arma::accu(arma::abs(Y.col(j)));
      if (sum > 0) mutable_Y.col(j) /= sum;
    }
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", NormalizesTarget)
