#include <ice/plugin.hpp>

// Scores to probabilities: each column becomes positive and sums to 1, so it is not elementwise.
// a_i = e^(z_i - max z) / sum_k e^(z_k - max z)   dz_i = a_i (da_i - sum_k a_k da_k)
// The maximum is taken off first: the quotient is the same and nothing overflows.
struct Softmax : ice::Activation {
  static constexpr auto id = "softmax";
  static constexpr auto doc =
      "e^z_i / sum_k e^z_k over each column: class probabilities (Bridle 1990)";
  static constexpr auto traits = ice::in_place | ice::needs_a | ice::sums_to_one;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  void forward(ice::In<T> Z, ice::Out<T> A) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      const T highest = Z.col(j).max();
      const T* z = Z.colptr(j);
      T* a = A.colptr(j);
      T sum = 0;
#pragma omp simd reduction(+ : sum)
      for (arma::uword i = 0; i < Z.n_rows; ++i) {
        a[i] = exp(z[i] - highest);
        sum += a[i];
      }
      A.col(j) /= sum;
    }
  }

  template <class T>
  void backward(ice::In<T> /*Z*/, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const {
    for (arma::uword j = 0; j < A.n_cols; ++j) {
      const T mean = arma::dot(A.col(j), dA.col(j));
      dZ.col(j) = A.col(j) % (dA.col(j) - mean);
    }
  }
};

ICE_LIBRARY("core", "0.1.0", "MIT", Softmax)
