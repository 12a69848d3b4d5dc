#pragma once
// The four kinds of plugin as networks use them: one class per kind, which calls the plugin's C
// function table. Copies share one instance of the plugin. It is immutable, so any number of
// threads may call it at once; each brings its own matrices.
//
// All matrices are column-major and a column is a sample. The caller gives every output its final
// shape before the call; outputs are overwritten. Every call throws PluginError ("acme/gelu
// forward: what") when the plugin reports an error or has not written its output into the given
// matrix, and std::bad_alloc when it runs out of memory. The text names neither layer nor run:
// callers add them.
#include <armadillo>
#include <cstdint>
#include <memory>
#include <string>

#include "base/rng.hpp"

namespace ice::plugin {

class Instance;  // a created plugin object with its function table (instance.hpp)

/// An activation function: A[l] = g(Z[l]), and its derivative. All matrices (n[l], m).
class Activation {
 public:
  /// REQUIRES: the instance is of a plugin of this kind (create in library.hpp). So in all four
  /// classes.
  explicit Activation(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;  ///< "core/relu"
  /// Whether backward reads Z, and A. A matrix that it does not read may have been overwritten.
  [[nodiscard]] bool needs_z() const;
  [[nodiscard]] bool needs_a() const;
  /// Whether forward may be called with A = Z, and backward with dZ = dA (the same matrix).
  [[nodiscard]] bool in_place() const;
  /// Whether each output depends only on the input at the same row and column.
  [[nodiscard]] bool elementwise() const;
  /// Whether the plugin declares that its outputs are between 0 and 1.
  [[nodiscard]] bool gives_probabilities() const;
  /// The factor by which initializers scale W[l] to keep the variance of the signal: sqrt(2) for
  /// relu (He et al. 2015), 1 when the plugin gives none.
  [[nodiscard]] double gain() const;
  template <class T>
  void forward(const arma::Mat<T>& Z, arma::Mat<T>& A) const;
  /// Computes dZ = J^T dA, where J is the Jacobian of g at Z.
  template <class T>
  void backward(const arma::Mat<T>& Z, const arma::Mat<T>& A, const arma::Mat<T>& dA,
                arma::Mat<T>& dZ) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

/// The layer whose parameters an initializer fills.
struct LayerShape {
  std::uint32_t index = 1;                ///< l, from 1 to L
  std::uint64_t fan_in = 0, fan_out = 0;  ///< n[l-1] and n[l]
  double gain = 1;                        ///< Activation::gain of the layer's activation
  std::string activation;                 ///< its id, "core/relu"
  std::uint64_t weights_before = 0;       ///< how many numbers W[1] .. W[l-1] have together
};

/// A rule for the first values of W[l] and b[l].
class Initializer {
 public:
  explicit Initializer(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  /// Fills W (n[l], n[l-1]) and b (n[l], 1) with numbers drawn from `rng`. b is set to 0 when the
  /// plugin has no rule for it.
  template <class T>
  void fill(const LayerShape& layer, base::Stream& rng, arma::Mat<T>& W, arma::Mat<T>& b) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

/// A loss function, per sample and unscaled: the caller averages over the m samples. A, Y, Z, dA
/// and dZ (n_y, m); per_sample (1, m).
class Loss {
 public:
  explicit Loss(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  /// The id of the activation with which the loss has a fused form ("core/softmax"), or empty.
  [[nodiscard]] const std::string& fuses() const;
  template <class T>
  void value(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& per_sample) const;
  template <class T>
  void gradient(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& dA) const;
  /// The loss, and its gradient, as functions of Z of the output layer, with the activation that
  /// fuses() names applied inside. REQUIRES: fuses() is not empty.
  template <class T>
  void fused_value(const arma::Mat<T>& Z, const arma::Mat<T>& Y, arma::Mat<T>& per_sample) const;
  template <class T>
  void fused_gradient(const arma::Mat<T>& Z, const arma::Mat<T>& Y, arma::Mat<T>& dZ) const;

 private:
  std::shared_ptr<const Instance> instance_;
  std::string fuses_;
};

/// An update rule. The n parameters of the whole network are one vector.
class Optimizer {
 public:
  explicit Optimizer(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  /// The number of state vectors that the rule keeps (2 for Adam).
  [[nodiscard]] std::size_t slot_count() const;
  /// Does step t (from 1): updates the parameters w (n, 1) and the state `slots` (n, slot_count())
  /// from the gradient g (n, 1). The caller owns the slots, sets them to 0 before step 1 and passes
  /// them to every further step unchanged.
  template <class T>
  void step(std::uint64_t t, double learning_rate, const arma::Mat<T>& g, arma::Mat<T>& w,
            arma::Mat<T>& slots) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

}  // namespace ice::plugin
