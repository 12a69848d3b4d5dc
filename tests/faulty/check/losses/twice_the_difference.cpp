// caught by: fused - the squared error without its half: its fused gradient is not A - Y as
// promised
#include <ice/plugin.hpp>

struct TwiceTheDifference : ice::Loss {
  static constexpr auto id = "twice_the_difference", doc = "sum (a - y)^2";
  static constexpr auto fuses = "linear";
  static constexpr auto traits = ice::zero_at_target | ice::fused_difference;
  static constexpr auto outputs = ice::any_number;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return 2 * (a - y); });
  }
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    value(Z, Y, per_sample);
  }
  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    gradient(Z, Y, dZ);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", TwiceTheDifference)
