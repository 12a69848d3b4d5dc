#include <cmath>
#include <ice/plugin.hpp>

// The error's size, summed over the outputs: an outlier pulls no harder than any other sample; the
// best constant prediction is the median. (Laplace 1774)
//   L = sum |a - y|   dL/da = sign(a - y), 0 where a = y
struct AbsoluteError : ice::Loss {
  static constexpr auto id = "absolute_error";
  static constexpr auto doc = "sum |a - y|";
  static constexpr auto traits = ice::zero_at_target;
  static constexpr auto outputs = ice::any_number;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return std::abs(a - y); });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) {
      const T sign = a < y ? T(-1) : T(1);
      return a == y ? T(0) : sign;
    });
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", AbsoluteError)
