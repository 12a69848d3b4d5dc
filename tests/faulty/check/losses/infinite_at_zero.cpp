// caught by: finite - the logarithm of a probability that may be exactly 0
#include <ice/plugin.hpp>

struct InfiniteAtZero : ice::Loss {
  static constexpr auto id = "infinite_at_zero", doc = "-sum y log a";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return y > 0 ? -y * log(a) : T(0); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return y > 0 ? -y / a : T(0); });
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", InfiniteAtZero)
