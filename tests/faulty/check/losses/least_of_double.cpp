// caught by: finite - guards the logarithm with double's least number, which is 0 in float
#include <ice/plugin.hpp>

struct LeastOfDouble : ice::Loss {
  static constexpr auto id = "least_of_double", doc = "-sum y log a";
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
  static T at_least(T a) {
    return a < T(1e-300) ? T(1e-300) : a;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", LeastOfDouble)
