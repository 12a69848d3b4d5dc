#pragma once
// Initializer: the start values of one layer's parameters, called for layer 1 to L in order.
//
//   template <class T>
//   void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const;  // W[l] (n[l], n[l-1])
//
// Optional: fill_bias, with b (n[l], 1) in place of W (biases start at 0 without it), and
// `ice::Moments moments(const ice::Layer& l) const`, the mean and deviation that W's numbers have,
// which `ice plugin check` then verifies. Say `traits = ice::stochastic` when it draws numbers:
// from `rng` alone, so that the run's seed and the layer decide them.
#include <cstdint>
#include <string_view>

#include "ice/guard.hpp"
#include "ice/math_names.hpp"
#include "ice/matrix.hpp"
#include "ice/random.hpp"
#include "ice/traits.hpp"

namespace ice {

/// Base of every initializer.
struct Initializer : MathNames {};

/// The layer that is filled.
struct Layer {
  std::uint32_t index = 1;      ///< l, from 1 to L
  std::uint64_t fan_in = 0;     ///< n[l-1]
  std::uint64_t fan_out = 0;    ///< n[l]
  double gain = 1;              ///< of its activation: sqrt(2) for relu
  std::string_view activation;  ///< its id, "core/relu"
  /// Numbers in W[1] .. W[l-1]: where W[l] begins in one stream that all layers share.
  std::uint64_t weights_before = 0;
};

using Moments = ice_moments;  ///< {mean, deviation}

namespace detail {

template <class C, class T>
concept HasFill = requires {
  static_cast<void (C::*)(const Layer&, Rng&, Out<T>) const>(&C::fill);
};
template <class C, class T>
concept HasFillBias = requires {
  static_cast<void (C::*)(const Layer&, Rng&, Out<T>) const>(&C::fill_bias);
};
template <class C>
concept HasMoments = requires(const C& c, const Layer& layer) {
  { c.moments(layer) } -> std::same_as<Moments>;
};

inline Layer layer_of(const ice_layer& layer) {
  return {layer.index, layer.fan_in,     layer.fan_out,
          layer.gain,  layer.activation, layer.weights_before};
}

template <class C>
struct InitializerTable {
  static constexpr std::uint32_t kKind = ICE_INITIALIZER;
  static constexpr Traits kImplied = none, kDefault = none;

  template <class T>
  static constexpr bool kKnows = HasFill<C, T>;

  static constexpr void check() {
    static_assert(HasFill<C, double>,
                  "ice: an initializer needs exactly `template <class T> void fill(const "
                  "ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const`: missing, misspelt or with "
                  "other types");
    static_assert(!kKnows<float> || HasFillBias<C, float> == HasFillBias<C, double>,
                  "ice: fill_bias must have the same types as fill");
  }

  template <class T>
  static void run_fill(const C& c, const ice_layer& layer, const ice_rng& host, const ice_view& w) {
    Rng rng(host);
    arma::Mat<T> W = matrix<T>(w);
    if constexpr (HasFill<C, T>) c.fill(layer_of(layer), rng, W);
    check_output(W, w);
  }

  template <class T>
  static void run_fill_bias(const C& c, const ice_layer& layer, const ice_rng& host,
                            const ice_view& view) {
    Rng rng(host);
    arma::Mat<T> b = matrix<T>(view);
    if constexpr (HasFillBias<C, T>) c.fill_bias(layer_of(layer), rng, b);
    check_output(b, view);
  }

  static std::int32_t fill(const void* self, const ice_layer* layer, const ice_rng* rng,
                           const ice_view* W, ice_error* error) noexcept {
    return guarded_call<Level::kBaseline, kKnows<float>>(
        error, *W, [&]<class T>(T) { run_fill<T>(object<C>(self), *layer, *rng, *W); });
  }

  static std::int32_t fill_bias(const void* self, const ice_layer* layer, const ice_rng* rng,
                                const ice_view* b, ice_error* error) noexcept {
    return guarded_call<Level::kBaseline, kKnows<float>>(
        error, *b, [&]<class T>(T) { run_fill_bias<T>(object<C>(self), *layer, *rng, *b); });
  }

  static ice_moments moments(const void* self, const ice_layer* layer) noexcept {
    if constexpr (HasMoments<C>) return object<C>(self).moments(layer_of(*layer));
    return {};
  }

  static constexpr ice_initializer table{sizeof(ice_initializer), 0, fill,
                                         HasFillBias<C, double> ? fill_bias : nullptr,
                                         HasMoments<C> ? moments : nullptr};
  // The same functions at every level: initial values do not depend on the processor.
  template <Level /*kLevel*/>
  static constexpr void enter(ice_plugin& plugin) {
    plugin.functions.initializer = &table;
  }
};

}  // namespace detail
}  // namespace ice
