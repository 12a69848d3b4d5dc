#include "nn/linear.hpp"

#include <algorithm>

namespace ice::nn {
namespace {

/// C = alpha op(A) op(B) + beta C, where op is the transpose for 'T' and nothing for 'N'. Calls
/// BLAS itself: an Armadillo expression may take memory for a temporary.
template <class T>
void gemm(char op_A, char op_B, T alpha, const arma::Mat<T>& A, const arma::Mat<T>& B, T beta,
          arma::Mat<T>& C) {
  const auto rows = static_cast<arma::blas_int>(C.n_rows);
  const auto columns = static_cast<arma::blas_int>(C.n_cols);
  const auto inner = static_cast<arma::blas_int>(op_A == 'N' ? A.n_cols : A.n_rows);
  const auto stride_A = static_cast<arma::blas_int>(A.n_rows);
  const auto stride_B = static_cast<arma::blas_int>(B.n_rows);
  arma::blas::gemm(&op_A, &op_B, &rows, &columns, &inner, &alpha, A.memptr(), &stride_A, B.memptr(),
                   &stride_B, &beta, C.memptr(), &rows);
}

/// db = scale (row sums of dZ)
template <class T>
void row_sums(const arma::Mat<T>& dZ, T scale, arma::Mat<T>& db) {
  T* const sum = db.memptr();
  const arma::uword n = dZ.n_rows;
  std::fill_n(sum, n, T(0));
  for (arma::uword j = 0; j < dZ.n_cols; ++j) {
    const T* const column = dZ.colptr(j);
    for (arma::uword i = 0; i < n; ++i) sum[i] += column[i];
  }
  for (arma::uword i = 0; i < n; ++i) sum[i] *= scale;
}

}  // namespace

template <class T>
void linear_forward(const arma::Mat<T>& W, const arma::Mat<T>& b, const arma::Mat<T>& A_prev,
                    arma::Mat<T>& Z) {
  // The bias is laid first and the product added to it: BLAS would otherwise write zeros there.
  for (arma::uword j = 0; j < Z.n_cols; ++j) std::copy_n(b.memptr(), Z.n_rows, Z.colptr(j));
  gemm('N', 'N', T(1), W, A_prev, T(1), Z);
}

template <class T>
void linear_gradients(const arma::Mat<T>& dZ, const arma::Mat<T>& A_prev, const arma::Mat<T>& W,
                      T decay, arma::Mat<T>& dW, arma::Mat<T>& db) {
  const T scale = T(1) / static_cast<T>(dZ.n_cols);
  if (decay != T(0)) std::copy_n(W.memptr(), W.n_elem, dW.memptr());
  gemm('N', 'T', scale, dZ, A_prev, decay, dW);
  row_sums(dZ, scale, db);
}

template <class T>
void linear_backward(const arma::Mat<T>& W, const arma::Mat<T>& dZ, arma::Mat<T>& dA_prev) {
  gemm('T', 'N', T(1), W, dZ, T(0), dA_prev);
}

template void linear_forward(const arma::Mat<float>&, const arma::Mat<float>&,
                             const arma::Mat<float>&, arma::Mat<float>&);
template void linear_forward(const arma::Mat<double>&, const arma::Mat<double>&,
                             const arma::Mat<double>&, arma::Mat<double>&);
template void linear_gradients(const arma::Mat<float>&, const arma::Mat<float>&,
                               const arma::Mat<float>&, float, arma::Mat<float>&,
                               arma::Mat<float>&);
template void linear_gradients(const arma::Mat<double>&, const arma::Mat<double>&,
                               const arma::Mat<double>&, double, arma::Mat<double>&,
                               arma::Mat<double>&);
template void linear_backward(const arma::Mat<float>&, const arma::Mat<float>&, arma::Mat<float>&);
template void linear_backward(const arma::Mat<double>&, const arma::Mat<double>&,
                              arma::Mat<double>&);

}  // namespace ice::nn
