#pragma once
// A feed-forward network: the course's forward and backward blocks, and the cache between them.
// X = A[0] (n_x, m)       W[l] (n[l], n[l-1])   b[l] (n[l], 1)   l = 1 .. L
// Z[l], A[l] (n[l], m)    Y, A[L] (n_y, m)
#include <armadillo>
#include <cstdint>
#include <vector>

#include "base/rng.hpp"
#include "nn/cache.hpp"
#include "nn/progress.hpp"
#include "plugin/functions.hpp"

namespace ice::nn {

struct LayerOptions {
  std::uint64_t units = 1;  ///< n[l]
  plugin::Activation activation;
  plugin::Initializer initializer;
  /// Share of this layer's units that training switches off, in [0, 1); 0 for the output layer.
  double dropout = 0;
};

struct NetworkOptions {
  std::uint64_t n_x = 0;
  std::vector<LayerOptions> layers;  ///< hidden layers, then the output layer
  plugin::Loss loss;
  double l2 = 0;                 ///< lambda: objective = cost + lambda / (2 m) * sum of squared W
  Progress* progress = nullptr;  ///< is kept up to date, and outlives the network; may be null
};

/// The number of entries in W and b of all these layers.
[[nodiscard]] std::uint64_t parameter_count(std::uint64_t n_x,
                                            const std::vector<CacheNeeds>& layers);

/// A network with its parameters, its gradients and the memory of one batch. One vector holds all
/// parameters, W[1] b[1] W[2] b[2] ..., another of the same layout the gradients; W(l), b(l),
/// dW(l), db(l) are views into them.
///
/// Not thread-safe: one thread at a time. Neither copied nor moved. The constructor allocates all
/// memory; predict(), losses() and forward_backward() allocate nothing. Every call of a plugin that
/// fails throws PluginError, "layer 2: acme/gelu forward: what".
template <class T>
class Network {
 public:
  using Mat = arma::Mat<T>;

  /// Takes batches of up to `m_max` columns. All parameters are 0 until initialize(), or
  /// load_parameters() (network_file.hpp), sets them.
  Network(NetworkOptions options, std::uint64_t m_max);

  /// Bytes of memory that such a network takes.
  [[nodiscard]] static std::uint64_t bytes(std::uint64_t n_x, const std::vector<CacheNeeds>& layers,
                                           std::uint64_t m_max);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Fills W and b of layer 1 to L through the initializers, each from its own stream of the seed.
  void initialize(std::uint64_t seed);

  /// Forward without dropout. Returns A[L] (n_y, m), valid until the next call. Throws Error when X
  /// has more than capacity() columns.
  const Mat& predict(const Mat& X);

  /// The loss of each column, (1, m), times its weight where there are any, valid until the next
  /// call. REQUIRES: the call before was predict(), over the samples of Y.
  const Mat& losses(const Mat& Y, const Mat& weights = Mat());

  /// Forward, cost and backward over one batch: leaves the gradient of the objective in gradients()
  /// and returns the mean loss, without the L2 term. `seed` and `step` (from 1) determine the
  /// dropout masks. `weights` (1, m) multiply the samples' losses; without any (empty) all samples
  /// count the same. Throws Error when X has more than capacity() columns.
  double forward_backward(const Mat& X, const Mat& Y, std::uint64_t seed, std::uint64_t step,
                          const Mat& weights = Mat());

  [[nodiscard]] std::uint64_t layer_count() const { return layers_.size(); }  ///< L
  /// Columns that a call takes at most: m_max, or more, so that predict() runs at full speed.
  [[nodiscard]] std::uint64_t capacity() const { return cache_.capacity(); }
  [[nodiscard]] const NetworkOptions& options() const { return options_; }
  /// That of the options, or the network's own when the options have none.
  [[nodiscard]] Progress& progress() { return *progress_; }
  /// Whether the loss is computed from Z[L], in its form that is fused with the output activation.
  [[nodiscard]] bool is_fused() const { return is_fused_; }
  Mat& W(std::uint64_t l) { return layers_[l - 1].W; }
  Mat& b(std::uint64_t l) { return layers_[l - 1].b; }
  Mat& dW(std::uint64_t l) { return layers_[l - 1].dW; }
  Mat& db(std::uint64_t l) { return layers_[l - 1].db; }
  Mat& parameters() { return parameters_; }  ///< (n, 1)
  Mat& gradients() { return gradients_; }    ///< (n, 1)
  /// lambda / (2 m) * sum of squared W, for a batch of m columns.
  [[nodiscard]] double l2_term(std::uint64_t m) const;

 private:
  struct Layer {
    Mat W, b, dW, db;  ///< views into parameters_ and gradients_
  };

  template <class Function>
  void at_layer(std::uint64_t l, Call call, const Function& function);
  void forward(const Mat& X, base::Stream* masks);
  void activate(std::uint64_t l);
  void drop(std::uint64_t l, base::Stream* masks);
  void output_gradient(const Mat& Y, const Mat& weights);
  void backward(const Mat& X);
  void activation_backward(std::uint64_t l);

  NetworkOptions options_;
  Progress own_progress_;
  Progress* progress_;
  bool is_fused_;
  Mat parameters_, gradients_;
  std::vector<Layer> layers_;
  Cache<T> cache_;
};

}  // namespace ice::nn
