#pragma once
// Activation: A[l] = g(Z[l]) and its derivative. All matrices are (n[l], m); a column is a sample.
//
//   template <class T> void forward(ice::In<T> Z, ice::Out<T> A) const;
//   template <class T>
//   void backward(ice::In<T> Z, ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const;  // dZ = J^T dA
//
// When each output depends only on the input at its own position, write functions of one number
// instead. The SDK applies them to all elements in a loop that vectorizes, and adds the traits
// elementwise and in_place:
//
//   template <class T> T value(T z) const;         // g(z)
//   template <class T> T slope(T z, T a) const;    // g'(z), where a = g(z)
//
// Calls: forward for each batch; in training backward follows, with the Z and A of the last forward
// call for the layer. Evaluation and prediction call only forward. A loss that fuses the activation
// of the output layer replaces both in training. A class may take double instead of T: studies that
// train with float then refuse it.
//
// Optional:
// - `double gain() const`: the factor by which He and similar initializers widen W[l], so that the
//   variance of the signal stays the same from layer to layer. Without it: 1. Must not throw.
// - `static constexpr auto outputs = ice::inside(0, 1);`: the range of A (traits.hpp). Without it a
//   study with this activation in the output layer gets a warning.
// - `traits`: without them backward gets both Z and A. Without needs_z (or needs_a) the host may
//   have overwritten Z (or A) when it calls backward.
#include <concepts>
#include <type_traits>

#include "ice/guard.hpp"
#include "ice/math_names.hpp"
#include "ice/matrix.hpp"
#include "ice/traits.hpp"

namespace ice {

/// Base class of all activations.
struct Activation : MathNames {};

namespace detail {

template <class C, class T>
concept HasForward = requires {
  static_cast<void (C::*)(In<T>, Out<T>) const>(&C::forward);
};
template <class C, class T>
concept HasBackward = requires {
  static_cast<void (C::*)(In<T>, In<T>, In<T>, Out<T>) const>(&C::backward);
};
template <class C, class T>
concept HasValue = requires(const C& g, T z) {
  { g.value(z) } -> std::same_as<T>;
};
template <class C, class T>
concept HasSlope = requires(const C& g, T z) {
  { g.slope(z, z) } -> std::same_as<T>;
};
// A template that returns double for float: the host would take it for one that has only double.
template <class C>
concept WidensFloat = requires {
  static_cast<double (C::*)(float) const>(&C::value);
}
|| requires { static_cast<double (C::*)(float, float) const>(&C::slope); };
template <class C>
concept HasGain = requires(const C& g) {
  { g.gain() } -> std::convertible_to<double>;
};

// The object that a loop calls: a copy when that is cheap. The compiler then knows that no store to
// the output changes it, and keeps its members in registers.
template <class C>
using LoopCopy = std::conditional_t<std::is_trivially_copyable_v<C>, const C, const C&>;

template <class T, class C>
void apply_value(const C& plugin, In<T> Z, Out<T> A) {
  LoopCopy<C> g = plugin;
  const T* z = Z.memptr();
  T* a = A.memptr();
  const std::size_t n = Z.n_elem;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) a[i] = g.value(z[i]);
}

template <class T, class C>
void apply_slope(const C& plugin, In<T> Z, In<T> A, In<T> dA, Out<T> dZ) {
  LoopCopy<C> g = plugin;
  const T *z = Z.memptr(), *a = A.memptr(), *da = dA.memptr();
  T* dz = dZ.memptr();
  const std::size_t n = Z.n_elem;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) dz[i] = da[i] * g.slope(z[i], a[i]);
}

template <class C>
struct ActivationTable {
  static constexpr std::uint32_t kKind = ICE_ACTIVATION;
  static constexpr bool kElementwise = HasValue<C, double> && HasSlope<C, double>;
  static constexpr Traits kImplied = kElementwise ? elementwise | in_place : none;
  static constexpr Traits kDefault = needs_z | needs_a;

  template <class T>
  static constexpr bool kKnows = (HasForward<C, T> && HasBackward<C, T>) ||
                                 (HasValue<C, T> && HasSlope<C, T>);

  static constexpr void check() {
    static_assert(!WidensFloat<C>,
                  "ice: value and slope must give float for float: write T(0.01) * z and not 0.01 "
                  "* z, which is a double");
    static_assert(
        HasForward<C, double> || HasValue<C, double>,
        "ice: an activation needs exactly `template <class T> void forward(ice::In<T> Z, "
        "ice::Out<T> A) const` or `template <class T> T value(T z) const`: missing, misspelt or "
        "with other types");
    static_assert(
        HasForward<C, double> ? HasBackward<C, double> : HasSlope<C, double>,
        "ice: an activation needs exactly `template <class T> void backward(ice::In<T> Z, "
        "ice::In<T> A, ice::In<T> dA, ice::Out<T> dZ) const` beside forward, or `template <class "
        "T> T slope(T z, T a) const` beside value: missing, misspelt or with other types");
  }

  template <class T>
  static void run_forward(const C& g, const ice_view& z, const ice_view& a) {
    const arma::Mat<T> Z = matrix<T>(z);
    arma::Mat<T> A = matrix<T>(a);
    if constexpr (HasForward<C, T>)
      g.forward(Z, A);
    else if constexpr (HasValue<C, T>)
      apply_value<T>(g, Z, A);
    check_output(A, a);
  }

  template <class T>
  static void run_backward(const C& g, const ice_view& z, const ice_view& a, const ice_view& da,
                           const ice_view& dz) {
    const arma::Mat<T> Z = matrix<T>(z), A = matrix<T>(a), dA = matrix<T>(da);
    arma::Mat<T> dZ = matrix<T>(dz);
    if constexpr (HasBackward<C, T>)
      g.backward(Z, A, dA, dZ);
    else if constexpr (HasSlope<C, T>)
      apply_slope<T>(g, Z, A, dA, dZ);
    check_output(dZ, dz);
  }

  template <Level kLevel>
  static std::int32_t forward(const void* self, const ice_view* z, const ice_view* a,
                              ice_error* error) noexcept {
    return guarded_call<kLevel, kKnows<float>>(
        error, *a, [&]<class T>(T) { run_forward<T>(object<C>(self), *z, *a); });
  }

  template <Level kLevel>
  static std::int32_t backward(const void* self, const ice_view* z, const ice_view* a,
                               const ice_view* da, const ice_view* dz, ice_error* error) noexcept {
    return guarded_call<kLevel, kKnows<float>>(
        error, *dz, [&]<class T>(T) { run_backward<T>(object<C>(self), *z, *a, *da, *dz); });
  }

  static double gain(const void* self) noexcept {
    if constexpr (HasGain<C>) return object<C>(self).gain();
    return 1;
  }

  template <Level kLevel>
  static constexpr ice_activation table{sizeof(ice_activation), 0, forward<kLevel>,
                                        backward<kLevel>, gain};
  template <Level kLevel>
  static constexpr void enter(ice_plugin& plugin) {
    plugin.functions.activation = &table<kLevel>;
  }
};

}  // namespace detail
}  // namespace ice
