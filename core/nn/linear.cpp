#include "nn/linear.hpp"

#include <algorithm>
#include <array>
#include <ice/processor.hpp>

namespace ice::nn {
namespace {

template <class T>
arma::blas_int rows_of(const arma::Mat<T>& M) {
  return static_cast<arma::blas_int>(M.n_rows);
}

// C = alpha op(A) op(B) + beta C, where op is the transpose for 'T' and nothing for 'N'. Calls
// BLAS itself: an Armadillo expression may take memory for a temporary.
template <class T>
void gemm(char op_A, char op_B, T alpha, const arma::Mat<T>& A, const arma::Mat<T>& B, T beta,
          arma::Mat<T>& C) {
  const arma::blas_int rows = rows_of(C), stride_A = rows_of(A), stride_B = rows_of(B);
  const auto columns = static_cast<arma::blas_int>(C.n_cols);
  const auto inner = static_cast<arma::blas_int>(op_A == 'N' ? A.n_cols : A.n_rows);
  arma::blas::gemm(&op_A, &op_B, &rows, &columns, &inner, &alpha, A.memptr(), &stride_A, B.memptr(),
                   &stride_B, &beta, C.memptr(), &rows);
}

// c = alpha a op(B) + beta c for a row a and a row c: a layer of one unit. gemm would first copy
// all of B.
template <class T>
void gemv(char op_B, T alpha, const arma::Mat<T>& a, const arma::Mat<T>& B, T beta,
          arma::Mat<T>& c) {
  const char op = op_B == 'N' ? 'T' : 'N';  // c^T = alpha op(B)^T a^T + beta c^T
  const arma::blas_int rows = rows_of(B), step = 1;
  const auto columns = static_cast<arma::blas_int>(B.n_cols);
  arma::blas::gemv(&op, &rows, &columns, &alpha, B.memptr(), &rows, a.memptr(), &step, &beta,
                   c.memptr(), &step);
}

// C = alpha A op(B) + beta C
template <class T>
void multiply(char op_B, T alpha, const arma::Mat<T>& A, const arma::Mat<T>& B, T beta,
              arma::Mat<T>& C) {
  if (A.n_rows == 1)
    gemv(op_B, alpha, A, B, beta, C);
  else
    gemm('N', op_B, alpha, A, B, beta, C);
}

// Sets every column of Z to b. Each copy doubles the filled part: columns may be very short.
template <class T>
void fill_columns(const arma::Mat<T>& b, arma::Mat<T>& Z) {
  T* const z = Z.memptr();
  std::copy_n(b.memptr(), b.n_elem, z);
  for (arma::uword done = b.n_elem; done < Z.n_elem; done *= 2)
    std::copy_n(z, std::min(done, Z.n_elem - done), z + done);
}

// Adds `count` numbers up in stretches of n: to[i] += from[i] + from[n + i] + from[2 n + i] ...
template <class T>
void add_stretches(const T* from, arma::uword count, arma::uword n, T* to) {
  for (arma::uword at = 0; at < count; at += n) {
    const arma::uword end = std::min(n, count - at);
    for (arma::uword i = 0; i < end; ++i) to[i] += from[at + i];
  }
}

// db = scale (row sums of dZ). Short columns are added many at a time, to fill vector registers.
template <class T>
void row_sums(const arma::Mat<T>& dZ, T scale, arma::Mat<T>& db) {
  constexpr arma::uword kTogether = 64;
  const arma::uword n = dZ.n_rows;
  db.zeros();
  if (n > kTogether) {
    add_stretches(dZ.memptr(), dZ.n_elem, n, db.memptr());
  } else {
    std::array<T, kTogether> columns{};
    const arma::uword count = kTogether / n * n;
    add_stretches(dZ.memptr(), dZ.n_elem, count, columns.data());
    add_stretches(columns.data(), count, n, db.memptr());
  }
  for (T& sum : db) sum *= scale;
}

}  // namespace

template <class T>
void linear_forward(const arma::Mat<T>& W, const arma::Mat<T>& b, const arma::Mat<T>& A_prev,
                    arma::Mat<T>& Z) {
  // Z starts as the bias, and BLAS adds the product: it would otherwise have to write zeros first.
  fill_columns(b, Z);
  multiply('N', T(1), W, A_prev, T(1), Z);
}

template <class T>
void linear_gradients(const arma::Mat<T>& dZ, const arma::Mat<T>& A_prev, const arma::Mat<T>& W,
                      T decay, arma::Mat<T>& dW, arma::Mat<T>& db) {
  const T scale = T(1) / static_cast<T>(dZ.n_cols);
  if (decay != T(0)) std::copy_n(W.memptr(), W.n_elem, dW.memptr());
  multiply('T', scale, dZ, A_prev, decay, dW);
  vectorized([&] { row_sums(dZ, scale, db); });
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
