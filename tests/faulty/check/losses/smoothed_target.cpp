// caught by: zero - promises 0 at a perfect prediction, but compares with a smoothed target
#include <ice/plugin.hpp>

struct SmoothedTarget : ice::Loss {
  static constexpr auto id = "smoothed_target", doc = "1/2 sum (a - 0.9 y - 0.05)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) {
      const T error = a - smoothed<T>(y);
      return error * error / 2;
    });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return a - smoothed<T>(y); });
  }
  template <class T>
  static T smoothed(T y) {
    return T(0.9) * y + T(0.05);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", SmoothedTarget)
