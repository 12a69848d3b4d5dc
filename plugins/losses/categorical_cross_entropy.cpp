#include <cmath>
#include <ice/plugin.hpp>
#include <limits>

// Minus the log-likelihood of the true class. A = the probabilities of each column's classes, Y =
// one-hot columns (or a distribution each).
//   L = -sum_i y_i log a_i                               dL/da_i = -y_i / a_i
// Fused with the softmax, exact for any z:
//   L = sum_i y_i (log sum_k e^z_k - z_i)                dL/dz = a sum(y) - y
struct CategoricalCrossEntropy : ice::Loss {
  static constexpr auto id = "categorical_cross_entropy";
  static constexpr auto doc = "-sum y log a: minus the log-likelihood of the true class";
  static constexpr auto fuses = "softmax";
  static constexpr auto traits =
      ice::zero_at_target | ice::sums_to_one | ice::class_targets | ice::fused_difference;
  static constexpr auto outputs = ice::inside(0, 1);

  template <class T>
  void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const {
    ice::sum_each_column(A, Y, per_sample,
                         [](T a, T y) { return -y * log(a < kLeast<T> ? kLeast<T> : a); });
  }

  template <class T>
  void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const {
    ice::each(A, Y, dA, [](T a, T y) { return -y / (a < kLeast<T> ? kLeast<T> : a); });
  }

  // With the maximum taken off, no e^z overflows.
  template <class T>
  void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      const T *z = Z.colptr(j), *y = Y.colptr(j);
      const T highest = Z.col(j).max();
      T sum = 0, labels = 0, distance = 0;
#pragma omp simd reduction(+ : sum, labels, distance)
      for (arma::uword i = 0; i < Z.n_rows; ++i) {
        sum += exp(z[i] - highest);
        labels += y[i];
        distance += y[i] * (highest - z[i]);
      }
      per_sample[j] = distance + labels * std::log(sum);
    }
  }

  template <class T>
  void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const {
    for (arma::uword j = 0; j < Z.n_cols; ++j) {
      const T *z = Z.colptr(j), *y = Y.colptr(j);
      T* dz = dZ.colptr(j);
      const T highest = Z.col(j).max();
      T sum = 0, labels = 0;
#pragma omp simd reduction(+ : sum, labels)
      for (arma::uword i = 0; i < Z.n_rows; ++i) {
        dz[i] = exp(z[i] - highest);
        sum += dz[i];
        labels += y[i];
      }
      dZ.col(j) = dZ.col(j) * (labels / sum) - Y.col(j);
    }
  }

 private:
  // A probability of exactly 0 costs much, not infinitely much.
  template <class T>
  static constexpr T kLeast = std::numeric_limits<T>::min();
};

ICE_LIBRARY("core", "0.1.0", "MIT", CategoricalCrossEntropy)
