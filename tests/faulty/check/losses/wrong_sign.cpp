// caught by: gradient - y - a: the direction of descent, not the gradient
#include <ice/plugin.hpp>

struct WrongSign : ice::Loss {
  static constexpr auto id = "wrong_sign", doc = "1/2 sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = Y - A;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", WrongSign)
