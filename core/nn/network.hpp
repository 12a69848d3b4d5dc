#pragma once
// A feed-forward network with the course's forward and backward blocks and their cache.
// X = A[0] (n_x, m)   W[l] (n[l], n[l-1])   b[l] (n[l], 1)   Z[l], A[l] (n[l], m)   Y, A[L] (n_y,
// m)   l = 1 .. L
#include <armadillo>
#include <cstdint>
#include <vector>

#include "base/rng.hpp"
#include "nn/cache.hpp"
#include "nn/progress.hpp"
#include "plugin/functions.hpp"

namespace ice::nn {

struct LayerOptions {
  std::uint64_t units = 1;
  plugin::Activation activation;
  plugin::Initializer initializer;
  /// Share of this layer's units switched off in training, [0, 1); 0 for the output layer.
  double dropout = 0;
};

struct NetworkOptions {
  std::uint64_t n_x = 0;
  std::vector<LayerOptions> layers;  ///< hidden layers, then the output layer
  plugin::Loss loss;
  double l2 = 0;                 ///< lambda: objective = cost + lambda / (2 m) * sum of squared W
  Progress* progress = nullptr;  ///< kept up to date when there is one; must outlive the network
};

/// Of all W and b of layers that are so wide.
[[nodiscard]] std::uint64_t parameter_count(std::uint64_t n_x,
                                            const std::vector<CacheNeeds>& layers);

/// All parameters stand in one vector, W[1] b[1] W[2] b[2] ..., the gradients in another of the
/// same layout; W(l), b(l), dW(l), db(l) are views. Buffers are made once; no call below allocates
/// memory afterwards. Not copyable (the views point into it); one thread at a time. A plugin's
/// error is a PluginError "layer 2: acme/gelu forward: what".
template <class T>
class Network {
 public:
  using Mat = arma::Mat<T>;

  /// Batches of forward_backward have up to `m_max` columns. Parameters start at 0.
  Network(NetworkOptions options, std::uint64_t m_max);

  /// What such a network takes of memory.
  [[nodiscard]] static std::uint64_t bytes(std::uint64_t n_x, const std::vector<CacheNeeds>& layers,
                                           std::uint64_t m_max);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Fills W and b of layer 1 to L through the initializers, each from its own stream of the seed.
  void initialize(std::uint64_t seed);

  /// Forward without dropout over up to capacity() columns; returns A[L] (n_y, m), valid until the
  /// next call.
  const Mat& predict(const Mat& X);

  /// The loss of each column of the last predict(), (1, m), valid until the next call.
  const Mat& losses(const Mat& Y);

  /// Forward, cost and backward over one batch of up to m_max columns: leaves the gradient of the
  /// objective in gradients() and returns the mean loss, without the L2 term. `seed` and `step`
  /// (from 1) name the dropout masks.
  double forward_backward(const Mat& X, const Mat& Y, std::uint64_t seed, std::uint64_t step);

  [[nodiscard]] std::uint64_t layer_count() const { return layers_.size(); }  ///< L
  [[nodiscard]] std::uint64_t capacity() const { return cache_.capacity(); }  ///< of predict()
  [[nodiscard]] const NetworkOptions& options() const { return options_; }
  /// Of options().progress, or one of its own.
  [[nodiscard]] Progress& progress() { return *progress_; }
  /// The loss is taken on Z[L], through its fused form with the output activation.
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
  void output_gradient(const Mat& Y);
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
