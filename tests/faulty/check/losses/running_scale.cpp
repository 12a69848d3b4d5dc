// caught by: determinism - scales by how often it was called, as with a running mean of the loss
#include <atomic>
#include <ice/plugin.hpp>

struct RunningScale : ice::Loss {
  static constexpr auto id = "running_scale", doc = "1/2 sum (a - y)^2, a little less each time";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    const T weight = 1 / (1 + T(1e-7) * static_cast<T>(calls++));
    ice::sum_each_column(A, Y, per_sample,
                         [weight](T a, T y) { return weight * (a - y) * (a - y) / 2; });
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }

  mutable std::atomic<int> calls = 0;
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", RunningScale)
