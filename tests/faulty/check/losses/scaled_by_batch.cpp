// caught by: gradient - divides the gradient by the number of samples, which the host does too
#include <ice/plugin.hpp>

struct ScaledByBatch : ice::Loss {
  static constexpr auto id = "scaled_by_batch", doc = "1/2 sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample, [](T a, T y) { return (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = (A - Y) / static_cast<T>(A.n_cols);
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", ScaledByBatch)
