#pragma once
// Loops over two matrices of one shape, for losses that are sums over the outputs. They vectorize,
// and a single output (n_y = 1) is as fast as many. `f` is a function of two numbers (T, T) that
// returns T. `out` may be X or Y.
#include <cstddef>

#include "ice/matrix.hpp"

namespace ice {

/// out(i, j) = f(X(i, j), Y(i, j)).
template <class T, class F>
void each(In<T> X, In<T> Y, Out<T> out, F f) {
  const T *x = X.memptr(), *y = Y.memptr();
  T* to = out.memptr();
  const std::size_t n = X.n_elem;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) to[i] = f(x[i], y[i]);
}

/// sums(0, j) = sum over i of f(X(i, j), Y(i, j)).
template <class T, class F>
void sum_each_column(In<T> X, In<T> Y, Out<T> sums, F f) {
  if (X.n_rows == 1) return each(X, Y, sums, f);  // else every sum would be a loop over one element
  for (arma::uword j = 0; j < X.n_cols; ++j) {
    const T *x = X.colptr(j), *y = Y.colptr(j);
    const std::size_t rows = X.n_rows;
    T sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < rows; ++i) sum += f(x[i], y[i]);
    sums[j] = sum;
  }
}

}  // namespace ice
