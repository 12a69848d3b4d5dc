#pragma once
// Matrices over memory that stands elsewhere.
#include <armadillo>

namespace ice::nn {

/// A matrix over `memory`, which it neither owns nor may outlive; assigning to it never moves it.
template <class T>
[[nodiscard]] arma::Mat<T> view(T* memory, arma::uword rows, arma::uword columns) {
  return arma::Mat<T>(memory, rows, columns, false, true);
}

/// Columns [first, first + count) of X as a matrix over X's memory, for reading.
template <class T>
[[nodiscard]] const arma::Mat<T> columns(const arma::Mat<T>& X, arma::uword first,
                                         arma::uword count) {
  return view(const_cast<T*>(X.colptr(first)), X.n_rows, count);
}

}  // namespace ice::nn
