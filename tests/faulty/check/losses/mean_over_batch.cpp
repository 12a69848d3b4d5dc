// caught by: batch - gives every sample the mean of the batch in place of its own loss
#include <ice/plugin.hpp>

struct MeanOverBatch : ice::Loss {
  static constexpr auto id = "mean_over_batch", doc = "1/2 sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    const T sum = arma::accu(arma::square(A - Y)) / 2;
    for (T& loss : per_sample) loss = sum / static_cast<T>(A.n_cols);
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", MeanOverBatch)
