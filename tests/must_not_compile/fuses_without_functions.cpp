// says: a loss with `fuses` needs exactly `template <class T> void fused_value\(
#include <ice/plugin.hpp>

struct Half : ice::Loss {
  static constexpr auto id = "half", doc = "|a - y|^2 / 2", fuses = "linear";
  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    per_sample = arma::sum(arma::square(A - Y), 0) / 2;
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
};

ICE_LIBRARY("acme", "1.0.0", "MIT", Half)
