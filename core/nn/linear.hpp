#pragma once
// The course's LINEAR block, Z = W A_prev + b, forward and backward. The caller gives outputs that
// have their shapes already and share no memory with the inputs; they are overwritten, and nothing
// is allocated. Any number of threads may call, each with outputs of its own.
// W, dW (n, n_prev)   b, db (n, 1)   A_prev, dA_prev (n_prev, m)   Z, dZ (n, m)
#include <armadillo>

namespace ice::nn {

/// Z = W A_prev + b
template <class T>
void linear_forward(const arma::Mat<T>& W, const arma::Mat<T>& b, const arma::Mat<T>& A_prev,
                    arma::Mat<T>& Z);

/// dW = 1/m dZ A_prev^T + decay W,   db = 1/m (row sums of dZ);   decay = lambda / m of the L2 term
template <class T>
void linear_gradients(const arma::Mat<T>& dZ, const arma::Mat<T>& A_prev, const arma::Mat<T>& W,
                      T decay, arma::Mat<T>& dW, arma::Mat<T>& db);

/// dA_prev = W^T dZ
template <class T>
void linear_backward(const arma::Mat<T>& W, const arma::Mat<T>& dZ, arma::Mat<T>& dA_prev);

}  // namespace ice::nn
