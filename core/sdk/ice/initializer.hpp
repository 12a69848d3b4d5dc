#pragma once
// Initializer: the initial values of the parameters of one layer.
//
//   template <class T>
//   void fill(const ice::Layer& l, ice::Rng& rng, ice::Out<T> W) const;  // W[l] (n[l], n[l-1])
//
// Calls: for layers 1 to L in this order, once per run before the first step: fill, then fill_bias
// with the same random stream. The SDK does not compile initializers for several processors:
// initial values are the same on every machine.
//
// Optional:
// - fill_bias: as fill, with b (n[l], 1) in place of W. Without it biases are 0.
// - `ice::Moments moments(const ice::Layer& l) const`: mean and standard deviation of the numbers
// in
//   W, which `ice plugin check` compares with what fill draws. Must not throw.
// - `traits = ice::stochastic`: required when it draws numbers. They come only from `rng`, so the
//   run's seed and the layer determine them.
#include <cstdint>
#include <string_view>

#include "ice/guard.hpp"
#include "ice/math_names.hpp"
#include "ice/matrix.hpp"
#include "ice/random.hpp"
#include "ice/traits.hpp"

namespace ice {

/// Base class of all initializers.
struct Initializer : MathNames {};

/// The layer whose parameters are filled. Valid during the call.
struct Layer {
  std::uint32_t index = 1;      ///< l, from 1 to L
  std::uint64_t fan_in = 0;     ///< n[l-1]
  std::uint64_t fan_out = 0;    ///< n[l]
  double gain = 1;              ///< gain of its activation: sqrt(2) for relu
  std::string_view activation;  ///< id of its activation: "core/relu"
  /// How many numbers W[1] .. W[l-1] have: where W[l] begins when all layers share one stream.
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
