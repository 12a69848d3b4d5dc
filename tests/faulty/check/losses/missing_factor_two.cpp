// caught by: gradient - the value is the whole square, the gradient that of its half
#include <ice/plugin.hpp>

struct MissingFactorTwo : ice::Loss {
  static constexpr auto id = "missing_factor_two", doc = "sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", MissingFactorTwo)
