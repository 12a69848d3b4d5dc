#include "nn/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ice/processor.hpp>
#include <utility>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "nn/linear.hpp"
#include "nn/reduce.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

// Evaluation goes through a part in blocks of at least this many columns: enough for BLAS to run
// at full speed, few enough to stay in the second-level cache.
constexpr std::uint64_t kEvaluationColumns = 256;

bool fuses_output(const NetworkOptions& options) {
  return options.loss.fuses() == options.layers.back().activation.id();
}

std::vector<CacheNeeds> needs_of(const NetworkOptions& options) {
  std::vector<CacheNeeds> needs;
  for (const LayerOptions& layer : options.layers) {
    const plugin::Activation& g = layer.activation;
    const bool is_output = needs.size() + 1 == options.layers.size();
    needs.push_back(cache_needs(layer.units, g.needs_z(), g.in_place(), layer.dropout > 0,
                                is_output && fuses_output(options)));
  }
  return needs;
}

std::uint64_t columns_for(std::uint64_t m_max) { return std::max(m_max, kEvaluationColumns); }

// Fills D with 0 (share `dropout`) and 1 / keep, so that the mean of A % D is that of A.
template <class T>
void draw_mask(double dropout, base::Stream& stream, arma::Mat<T>& D) {
  const auto off_below = static_cast<std::uint32_t>(std::ldexp(dropout, 32));
  const T on = static_cast<T>(1.0 / (1.0 - dropout));
  for (T& entry : D) entry = stream.next32() < off_below ? T(0) : on;
}

// out = x % y; out may be x. Armadillo's own assignment would find the alias and make a copy.
template <class T>
void multiply(const arma::Mat<T>& x, const arma::Mat<T>& y, arma::Mat<T>& out) {
  const T* const a = x.memptr();
  const T* const b = y.memptr();
  T* const c = out.memptr();
  vectorized([&] {
    for (arma::uword i = 0; i < x.n_elem; ++i) c[i] = a[i] * b[i];
  });
}

// Multiplies column j of dZ by weights[j].
template <class T>
void scale_columns(const arma::Mat<T>& weights, arma::Mat<T>& dZ) {
  if (dZ.n_rows == 1) return multiply(dZ, weights, dZ);
  for (arma::uword j = 0; j < dZ.n_cols; ++j)
    for (arma::uword i = 0; i < dZ.n_rows; ++i) dZ(i, j) *= weights[j];
}

}  // namespace

std::uint64_t parameter_count(std::uint64_t n_x, const std::vector<CacheNeeds>& layers) {
  std::uint64_t count = 0;
  std::uint64_t n_prev = n_x;
  for (const CacheNeeds& layer : layers) {
    count += layer.units * (n_prev + 1);
    n_prev = layer.units;
  }
  return count;
}

template <class T>
std::uint64_t Network<T>::bytes(std::uint64_t n_x, const std::vector<CacheNeeds>& layers,
                                std::uint64_t m_max) {
  return 2 * parameter_count(n_x, layers) * sizeof(T) + layers.size() * sizeof(Layer) +
         Cache<T>::bytes(layers, columns_for(m_max));
}

template <class T>
Network<T>::Network(NetworkOptions options, std::uint64_t m_max)
    : options_(std::move(options)),
      progress_(options_.progress != nullptr ? options_.progress : &own_progress_),
      is_fused_(fuses_output(options_)),
      parameters_(parameter_count(options_.n_x, needs_of(options_)), 1, arma::fill::zeros),
      gradients_(parameters_.n_elem, 1, arma::fill::zeros),
      cache_(needs_of(options_), columns_for(m_max)) {
  layers_.reserve(options_.layers.size());
  T* w = parameters_.memptr();
  T* g = gradients_.memptr();
  std::uint64_t n_prev = options_.n_x;
  for (const LayerOptions& layer : options_.layers) {
    const std::uint64_t n = layer.units;
    const std::uint64_t size = n * n_prev;
    layers_.push_back(
        {view(w, n, n_prev), view(w + size, n, 1), view(g, n, n_prev), view(g + size, n, 1)});
    w += size + n;
    g += size + n;
    n_prev = n;
  }
}

// Calls a plugin for layer l and names the layer in its error.
template <class T>
template <class Function>
void Network<T>::at_layer(std::uint64_t l, Call call, const Function& function) {
  try {
    marked(*progress_, call, l, function);
  } catch (const base::PluginError& error) {
    throw base::PluginError(fmt::format("layer {}: {}", l, error.what()));
  }
}

template <class T>
void Network<T>::initialize(std::uint64_t seed) {
  std::uint64_t weights_before = 0;
  for (std::uint64_t l = 1; l <= layer_count(); ++l) {
    const LayerOptions& layer = options_.layers[l - 1];
    const plugin::Activation& g = layer.activation;
    const plugin::LayerShape shape{
        static_cast<std::uint32_t>(l), W(l).n_cols, W(l).n_rows, g.gain(), g.id(), weights_before};
    weights_before += W(l).n_elem;
    base::Stream stream(seed, base::Purpose::kInit, l);
    at_layer(l, Call::kFill, [&] { layer.initializer.fill(shape, stream, W(l), b(l)); });
  }
}

template <class T>
const arma::Mat<T>& Network<T>::predict(const Mat& X) {
  forward(X, nullptr);
  activate(layer_count());
  return cache_[layer_count()].A;
}

template <class T>
const arma::Mat<T>& Network<T>::losses(const Mat& Y, const Mat& weights) {
  const LayerCache<T>& output = cache_[layer_count()];
  Mat& per_sample = cache_.per_sample();
  at_layer(layer_count(), Call::kLossValue, [&] {
    if (is_fused_)
      options_.loss.fused_value(output.Z, Y, per_sample);
    else
      options_.loss.value(output.A, Y, per_sample);
  });
  if (!weights.is_empty()) multiply(per_sample, weights, per_sample);
  return per_sample;
}

template <class T>
double Network<T>::forward_backward(const Mat& X, const Mat& Y, std::uint64_t seed,
                                    std::uint64_t step, const Mat& weights) {
  base::Stream masks(seed, base::Purpose::kDropout, step);
  forward(X, &masks);
  if (!is_fused_) activate(layer_count());  // the fused loss does not read A[L]
  const double total = sum(losses(Y, weights));
  output_gradient(Y, weights);
  backward(X);
  return total / static_cast<double>(X.n_cols);
}

// Z[1], A[1] ... Z[L]; with dropout when there is a stream for its masks.
template <class T>
void Network<T>::forward(const Mat& X, base::Stream* masks) {
  cache_.set_columns(X.n_cols);
  const Mat* A_prev = &X;
  for (std::uint64_t l = 1; l <= layer_count(); ++l) {
    linear_forward(W(l), b(l), *A_prev, cache_[l].Z);
    if (l == layer_count()) return;
    activate(l);
    drop(l, masks);
    A_prev = cache_[l].A_out;
  }
}

template <class T>
void Network<T>::activate(std::uint64_t l) {
  LayerCache<T>& layer = cache_[l];
  at_layer(l, Call::kForward, [&] { options_.layers[l - 1].activation.forward(layer.Z, layer.A); });
}

// Inverted dropout: units are switched off in training and nothing is changed in prediction
// (Srivastava et al. 2014, section 10).
template <class T>
void Network<T>::drop(std::uint64_t l, base::Stream* masks) {
  LayerCache<T>& layer = cache_[l];
  const double dropout = options_.layers[l - 1].dropout;
  layer.A_out = &layer.A;
  if (dropout == 0 || masks == nullptr) return;
  draw_mask(dropout, *masks, layer.D);
  multiply(layer.A, layer.D, layer.A_dropped);
  layer.A_out = &layer.A_dropped;
}

// dZ[L], not yet divided by m.
template <class T>
void Network<T>::output_gradient(const Mat& Y, const Mat& weights) {
  LayerCache<T>& output = cache_[layer_count()];
  at_layer(layer_count(), Call::kLossGradient, [&] {
    if (is_fused_) return options_.loss.fused_gradient(output.Z, Y, output.dZ);
    options_.loss.gradient(output.A, Y, output.dA);
  });
  if (!is_fused_) activation_backward(layer_count());
  if (!weights.is_empty()) scale_columns(weights, output.dZ);  // all that follows is linear in it
}

// From dZ[L] down to dW[1], db[1]. The 1/m of the mean enters with the parameters' gradients.
template <class T>
void Network<T>::backward(const Mat& X) {
  const T decay = static_cast<T>(options_.l2 / static_cast<double>(X.n_cols));
  for (std::uint64_t l = layer_count(); l >= 1; --l) {
    const Mat& A_prev = l == 1 ? X : *cache_[l - 1].A_out;
    linear_gradients(cache_[l].dZ, A_prev, W(l), decay, dW(l), db(l));
    if (l == 1) return;
    LayerCache<T>& below = cache_[l - 1];
    linear_backward(W(l), cache_[l].dZ, below.dA);
    if (below.A_out != &below.A) multiply(below.dA, below.D, below.dA);
    activation_backward(l - 1);
  }
}

// dZ[l] from dA[l].
template <class T>
void Network<T>::activation_backward(std::uint64_t l) {
  LayerCache<T>& layer = cache_[l];
  at_layer(l, Call::kBackward, [&] {
    options_.layers[l - 1].activation.backward(layer.Z, layer.A, layer.dA, layer.dZ);
  });
}

template <class T>
double Network<T>::l2_term(std::uint64_t m) const {
  double squares = 0;
  for (const Layer& layer : layers_) squares += sum_of_squares(layer.W);
  return options_.l2 / (2.0 * static_cast<double>(m)) * squares;
}

template class Network<float>;
template class Network<double>;

}  // namespace ice::nn
