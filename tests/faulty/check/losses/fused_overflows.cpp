// caught by: finite - the fused loss takes e^z without taking off the maximum first
#include <cmath>
#include <ice/plugin.hpp>
#include <limits>

struct FusedOverflows : ice::Loss {
  static constexpr auto id = "fused_overflows", doc = "-sum y log a";
  static constexpr auto fuses = "softmax";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return -y * log(at_least<T>(a)); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return -y / at_least<T>(a); });
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j)
      per_sample[j] = arma::accu(Y.col(j)) * std::log(arma::accu(arma::exp(Z.col(j)))) -
                      arma::dot(Y.col(j), Z.col(j));
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      dZ.col(j) = arma::exp(Z.col(j) - Z.col(j).max());
      dZ.col(j) *= arma::accu(Y.col(j)) / arma::accu(dZ.col(j));
      dZ.col(j) -= Y.col(j);
    }
  }
  template <class T>
  static T at_least(T a) {
    return a < std::numeric_limits<T>::min() ? std::numeric_limits<T>::min() : a;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", FusedOverflows)
