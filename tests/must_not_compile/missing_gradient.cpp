// says: a loss needs exactly .* and `template <class T> void gradient\(
#include <ice/plugin.hpp>

struct Cubic : ice::Loss {
  static constexpr auto id = "cubic", doc = "sum |a - y|^3";
  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    per_sample = arma::sum(arma::pow(arma::abs(A - Y), 3), 0);
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Cubic)
