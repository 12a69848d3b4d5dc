#pragma once
// Reduces a matrix to one number, in one vectorized pass. Any number of threads may call.
#include <armadillo>
#include <ice/processor.hpp>

namespace ice::nn {

/// Sum of all entries, in double.
template <class T>
[[nodiscard]] double sum(const arma::Mat<T>& x) {
  return vectorized([&] {
    double total = 0;
#pragma omp simd reduction(+ : total)
    for (arma::uword i = 0; i < x.n_elem; ++i) total += static_cast<double>(x.mem[i]);
    return total;
  });
}

/// Sum of the squares of all entries, in double.
template <class T>
[[nodiscard]] double sum_of_squares(const arma::Mat<T>& x) {
  return vectorized([&] {
    double total = 0;
#pragma omp simd reduction(+ : total)
    for (arma::uword i = 0; i < x.n_elem; ++i) {
      const auto entry = static_cast<double>(x.mem[i]);
      total += entry * entry;
    }
    return total;
  });
}

/// Whether no entry is NaN or infinite. (0 times such an entry is NaN, and NaN stays in a sum.)
template <class T>
[[nodiscard]] bool all_finite(const arma::Mat<T>& x) {
  return vectorized([&] {
    T total = 0;
#pragma omp simd reduction(+ : total)
    for (arma::uword i = 0; i < x.n_elem; ++i) total += x.mem[i] * T(0);
    return total == T(0);
  });
}

}  // namespace ice::nn
