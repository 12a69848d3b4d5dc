#pragma once
// A feed-forward network with the course's forward and backward blocks and their cache.
// X = A[0] (n_x, m)   W[l] (n[l], n[l-1])   b[l] (n[l], 1)   Z[l], A[l] (n[l], m)   Y, A[L] (n_y,
// m)   l = 1 .. L
#include <armadillo>
#include <cstdint>
#include <optional>
#include <vector>

#include "plugin/functions.hpp"

namespace ice::nn {

struct LayerOptions {
  std::uint64_t units = 1;
  plugin::Activation activation;
  plugin::Initializer initializer;
  double dropout =
      0;  ///< share of this layer's units switched off in training; 0 for the output layer
};

struct NetworkOptions {
  std::uint64_t n_x = 0;
  std::vector<LayerOptions> layers;  ///< hidden layers, then the output layer
  plugin::Loss loss;
  double l2 = 0;  ///< lambda: objective = cost + lambda / (2 m) * sum of squared W
};

/// All parameters stand in one vector, W[1] b[1] W[2] b[2] ..., the gradients in another of the
/// same layout; W(l), b(l), dW(l), db(l) are views. Buffers for up to `m_max` columns are made
/// once; no call below allocates afterwards. Not copyable (the views point into it); one thread at
/// a time.
template <class T>
class Network {
 public:
  Network(NetworkOptions options, std::uint64_t m_max);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Fills W and b of layer 1 to L through the initializers, from the run's seed.
  void initialize(std::uint64_t seed);

  /// Forward over X without dropout; returns A[L] (n_y, m), valid until the next call.
  const arma::Mat<T>& predict(const arma::Mat<T>& X);

  /// Mean loss over the columns; X may have any number of columns (evaluated in blocks of m_max).
  double cost(const arma::Mat<T>& X, const arma::Mat<T>& Y);

  /// Forward, cost and backward over one batch: the gradients of the objective stand in
  /// gradients(), the mean loss (without the L2 term) is returned. `step` (from 1) and `seed` name
  /// the dropout masks.
  double forward_backward(const arma::Mat<T>& X, const arma::Mat<T>& Y, std::uint64_t seed,
                          std::uint64_t step);

  [[nodiscard]] std::uint64_t layer_count() const;  ///< L
  [[nodiscard]] const NetworkOptions& options() const;
  [[nodiscard]] bool is_fused() const;  ///< the loss is taken on Z[L]
  arma::Mat<T>& W(std::uint64_t l);
  arma::Mat<T>& b(std::uint64_t l);
  arma::Mat<T>& parameters();             ///< (n, 1)
  arma::Mat<T>& gradients();              ///< (n, 1)
  double l2_term(std::uint64_t m) const;  ///< lambda / (2 m) * sum of squared W
};

}  // namespace ice::nn
