#pragma once
// Matrices over memory that somebody else owns.
#include <armadillo>

namespace ice::nn {

/// A matrix (rows, columns) over `memory`, which must outlive it. Assigning to the matrix writes
/// into that memory; it never moves the matrix elsewhere.
template <class T>
[[nodiscard]] arma::Mat<T> view(T* memory, arma::uword rows, arma::uword columns) {
  return arma::Mat<T>(memory, rows, columns, false, true);
}

/// Columns [first, first + count) of X as a matrix over the memory of X, for reading.
template <class T>
[[nodiscard]] const arma::Mat<T> columns(const arma::Mat<T>& X, arma::uword first,
                                         arma::uword count) {
  return view(const_cast<T*>(X.colptr(first)), X.n_rows, count);
}

}  // namespace ice::nn
