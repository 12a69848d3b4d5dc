#pragma once
// Gradient clipping, in place: a step may not be longer than it should be because one batch was
// steep.
#include <armadillo>
#include <cmath>

#include "nn/reduce.hpp"

namespace ice::nn {

/// Every entry into [-limit, limit]; NaN stays NaN. As torch.nn.utils.clip_grad_value_.
template <class T>
void clip_by_value(arma::Mat<T>& g, double limit) {
  const T c = static_cast<T>(limit);
  T* const x = g.memptr();
#pragma omp simd
  for (arma::uword i = 0; i < g.n_elem; ++i) x[i] = x[i] < -c ? -c : x[i] > c ? c : x[i];
}

/// g limit / max(||g||, limit), the norm taken over all layers at once: the direction stays
/// (Pascanu et al. 2013, algorithm 1). With an entry that is not finite the result is not either:
/// the run is found to diverge.
template <class T>
void clip_by_norm(arma::Mat<T>& g, double limit) {
  const double norm = std::sqrt(sum_of_squares(g));
  if (norm <= limit) return;
  const T scale = static_cast<T>(limit / norm);
  T* const x = g.memptr();
#pragma omp simd
  for (arma::uword i = 0; i < g.n_elem; ++i) x[i] *= scale;
}

}  // namespace ice::nn
