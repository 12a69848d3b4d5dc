#pragma once
// Gradient clipping, in place: limits the length of a step where one batch gives a very large
// gradient. `g` holds the gradients of all layers. REQUIRES: limit > 0.
#include <armadillo>
#include <cmath>
#include <ice/processor.hpp>

#include "nn/reduce.hpp"

namespace ice::nn {

/// Moves every entry into [-limit, limit], as torch.nn.utils.clip_grad_value_. NaN stays NaN.
template <class T>
void clip_by_value(arma::Mat<T>& g, double limit) {
  const T c = static_cast<T>(limit);
  T* const x = g.memptr();
  vectorized([&] {
#pragma omp simd
    for (arma::uword i = 0; i < g.n_elem; ++i) x[i] = x[i] < -c ? -c : x[i] > c ? c : x[i];
  });
}

/// g *= limit / max(||g||, limit), with one norm over all layers: the direction stays (Pascanu et
/// al. 2013, algorithm 1). A gradient that is not finite gives one that is not finite, so that
/// train() finds the run to diverge.
template <class T>
void clip_by_norm(arma::Mat<T>& g, double limit) {
  const double norm = std::sqrt(sum_of_squares(g));
  if (norm <= limit) return;
  const T scale = static_cast<T>(limit / norm);
  T* const x = g.memptr();
  vectorized([&] {
#pragma omp simd
    for (arma::uword i = 0; i < g.n_elem; ++i) x[i] *= scale;
  });
}

}  // namespace ice::nn
