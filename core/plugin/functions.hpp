#pragma once
// The four kinds of plugin as the networks see them: a class a kind, each call through the plugin's
// C function table. Copies share the plugin's instance, which is immutable: any number of threads
// may call. A call whose plugin reports an error, or leaves its output elsewhere or in another
// shape, throws PluginError "acme/gelu forward: what"; one that runs out of memory throws
// std::bad_alloc. The caller adds the layer and the run.
#include <armadillo>
#include <cstdint>
#include <memory>
#include <string>

#include "base/rng.hpp"

namespace ice::plugin {

class Instance;  // a created plugin object with its function table; destroyed through the plugin
                 // (library.cpp)

/// A[l] = g(Z[l]) and its derivative. All matrices (n[l], m).
class Activation {
 public:
  explicit Activation(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;  ///< "core/relu"
  [[nodiscard]] bool needs_z()
      const;  ///< backward reads Z; where it does not, Z may have been overwritten
  [[nodiscard]] bool needs_a() const;
  [[nodiscard]] bool in_place() const;  ///< forward may be called with A = Z, backward with dZ = dA
  [[nodiscard]] bool elementwise() const;
  /// Whether its outputs are declared to lie between 0 and 1.
  [[nodiscard]] bool gives_probabilities() const;
  /// By what initializers widen W[l] to keep the signal's variance: sqrt(2) for relu, 1 if unknown.
  [[nodiscard]] double gain() const;
  template <class T>
  void forward(const arma::Mat<T>& Z, arma::Mat<T>& A) const;
  /// dZ = J^T dA
  template <class T>
  void backward(const arma::Mat<T>& Z, const arma::Mat<T>& A, const arma::Mat<T>& dA,
                arma::Mat<T>& dZ) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

/// What an initializer is told of the layer it fills.
struct LayerShape {
  std::uint32_t index = 1;  ///< from 1 to L
  std::uint64_t fan_in = 0, fan_out = 0;
  double gain = 1;         ///< recommended for the layer's activation (He: sqrt(2) after relu)
  std::string activation;  ///< qualified id
  std::uint64_t weights_before = 0;  ///< numbers in W[1] .. W[l-1]
};

class Initializer {
 public:
  explicit Initializer(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  /// Fills W (n[l], n[l-1]) and, when the plugin has fill_bias, b (n[l], 1); else b is set to 0.
  template <class T>
  void fill(const LayerShape& layer, base::Stream& rng, arma::Mat<T>& W, arma::Mat<T>& b) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

/// A loss per sample, unscaled: the caller averages. A, Y (n_y, m); per_sample (1, m).
class Loss {
 public:
  explicit Loss(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  /// The activation id that the loss has a fused form with ("core/softmax"), or empty.
  [[nodiscard]] const std::string& fuses() const;
  template <class T>
  void value(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& per_sample) const;
  template <class T>
  void gradient(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& dA) const;
  /// On the pre-activation; only when fuses() is not empty.
  template <class T>
  void fused_value(const arma::Mat<T>& Z, const arma::Mat<T>& Y, arma::Mat<T>& per_sample) const;
  template <class T>
  void fused_gradient(const arma::Mat<T>& Z, const arma::Mat<T>& Y, arma::Mat<T>& dZ) const;

 private:
  std::shared_ptr<const Instance> instance_;
  std::string fuses_;
};

/// One update of all parameters of a network as a flat vector.
class Optimizer {
 public:
  explicit Optimizer(std::shared_ptr<const Instance> instance);
  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] std::size_t slot_count() const;
  /// t counts steps from 1; g, w (n, 1); slots (n, slot_count()), zero before the first step, kept
  /// by the caller.
  template <class T>
  void step(std::uint64_t t, double learning_rate, const arma::Mat<T>& g, arma::Mat<T>& w,
            arma::Mat<T>& slots) const;

 private:
  std::shared_ptr<const Instance> instance_;
};

}  // namespace ice::plugin
