#include <ice/plugin.hpp>

// Half the squared error, summed over the outputs (course 2.3): half, so that its derivative is the
// error. Fused with the linear activation, where z = a, it is the same.
//   L = 1/2 sum (a - y)^2   dL/da = a - y
struct SquaredError : ice::Loss {
  static constexpr auto id = "squared_error";
  static constexpr auto doc = "1/2 sum (a - y)^2";
  static constexpr auto fuses = "linear";
  static constexpr auto traits = ice::zero_at_target | ice::fused_difference;
  static constexpr auto outputs = ice::any_number;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return a - y; });
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

ICE_LIBRARY("core", "0.1.0", "MIT", SquaredError)
