// caught by: gradient - walks through A as if each sample had one output
#include <ice/plugin.hpp>

struct OneOutputOnly : ice::Loss {
  static constexpr auto id = "one_output_only", doc = "1/2 sum (a - y)^2";
  static constexpr auto traits = ice::zero_at_target;

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    for (arma::uword j = 0; j < A.n_cols; ++j) per_sample[j] = (A[j] - Y[j]) * (A[j] - Y[j]) / 2;
  }
  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    dA = A - Y;
  }
};

ICE_LIBRARY("faulty", "1.0.0", "MIT", OneOutputOnly)
