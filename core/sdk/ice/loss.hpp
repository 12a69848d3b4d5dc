#pragma once
// Loss: how wrong the output for each sample is. Not scaled: the host applies 1/m. A (the output of
// the network), Y (the targets) and dA are (n_y, m); per_sample is (1, m).
//
//   template <class T> void value(ice::In<T> A, ice::In<T> Y, ice::Out<T> per_sample) const;
//   template <class T> void gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const;
//
// Calls: value for each batch; in training gradient follows, with the same A and Y.
//
// Optional:
// - `static constexpr auto outputs = ice::inside(0, 1);`: the range in which A must lie, and the
//   traits sums_to_one, signed_scores and class_targets (traits.hpp). A study in which the
//   activation of the output layer does not fit is refused. Without any of them it gets a warning.
// - `static constexpr auto fuses = "softmax"`, the id of an activation, with the same two functions
//   of the pre-activation Z. The host calls them, and not value and gradient, when the output layer
//   has this activation: they are often far more exact.
//
//   template <class T> void fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const;
//   template <class T> void fused_gradient(ice::In<T> Z, ice::In<T> Y, ice::Out<T> dZ) const;
#include "ice/guard.hpp"
#include "ice/math_names.hpp"
#include "ice/matrix.hpp"
#include "ice/traits.hpp"

namespace ice {

/// Base class of all losses.
struct Loss : MathNames {};

namespace detail {

template <class C, class T>
using LossFunction = void (C::*)(In<T>, In<T>, Out<T>) const;

template <class C, class T>
concept HasLoss = requires {
  static_cast<LossFunction<C, T>>(&C::value);
  static_cast<LossFunction<C, T>>(&C::gradient);
};
template <class C, class T>
concept HasFusedLoss = requires {
  static_cast<LossFunction<C, T>>(&C::fused_value);
  static_cast<LossFunction<C, T>>(&C::fused_gradient);
};
template <class C>
concept Fuses = requires {
  C::fuses;
};
template <class C>
concept NamesFused = requires {
  &C::template fused_value<double>;
}
|| requires { &C::fused_value; };

template <class C>
struct LossTable {
  static constexpr std::uint32_t kKind = ICE_LOSS;
  static constexpr Traits kImplied = none, kDefault = none;

  template <class T>
  static constexpr bool kKnows = HasLoss<C, T> && (!Fuses<C> || HasFusedLoss<C, T>);

  static constexpr void check() {
    static_assert(HasLoss<C, double>,
                  "ice: a loss needs exactly `template <class T> void value(ice::In<T> A, "
                  "ice::In<T> Y, ice::Out<T> per_sample) const` and `template <class T> void "
                  "gradient(ice::In<T> A, ice::In<T> Y, ice::Out<T> dA) const`: missing, misspelt "
                  "or with other types");
    static_assert(!Fuses<C> || HasFusedLoss<C, double>,
                  "ice: a loss with `fuses` needs exactly `template <class T> void "
                  "fused_value(ice::In<T> Z, ice::In<T> Y, ice::Out<T> per_sample) const` and "
                  "`template <class T> void fused_gradient(ice::In<T> Z, ice::In<T> Y, "
                  "ice::Out<T> dZ) const`: missing, misspelt or with other types");
    static_assert(Fuses<C> || !NamesFused<C>,
                  "ice: a loss with fused_value must name the activation it is fused with: `static "
                  "constexpr auto fuses = \"softmax\"`");
  }

  // All four calls have one shape: `call` reads X and Y and overwrites the output.
  template <Level kLevel, class Call>
  static std::int32_t run(const ice_view* x, const ice_view* y, const ice_view* out,
                          ice_error* error, Call call) noexcept {
    return guarded_call<kLevel, kKnows<float>>(error, *out, [&]<class T>(T) {
      const arma::Mat<T> X = matrix<T>(*x), Y = matrix<T>(*y);
      arma::Mat<T> output = matrix<T>(*out);
      call(X, Y, output);
      check_output(output, *out);
    });
  }

  template <Level kLevel>
  static std::int32_t value(const void* self, const ice_view* a, const ice_view* y,
                            const ice_view* out, ice_error* error) noexcept {
    return run<kLevel>(a, y, out, error, [self](const auto& A, const auto& Y, auto& per_sample) {
      object<C>(self).value(A, Y, per_sample);
    });
  }
  template <Level kLevel>
  static std::int32_t gradient(const void* self, const ice_view* a, const ice_view* y,
                               const ice_view* out, ice_error* error) noexcept {
    return run<kLevel>(a, y, out, error, [self](const auto& A, const auto& Y, auto& dA) {
      object<C>(self).gradient(A, Y, dA);
    });
  }
  template <Level kLevel>
  static std::int32_t fused_value(const void* self, const ice_view* z, const ice_view* y,
                                  const ice_view* out, ice_error* error) noexcept {
    return run<kLevel>(z, y, out, error, [self](const auto& Z, const auto& Y, auto& per_sample) {
      object<C>(self).fused_value(Z, Y, per_sample);
    });
  }
  template <Level kLevel>
  static std::int32_t fused_gradient(const void* self, const ice_view* z, const ice_view* y,
                                     const ice_view* out, ice_error* error) noexcept {
    return run<kLevel>(z, y, out, error, [self](const auto& Z, const auto& Y, auto& dZ) {
      object<C>(self).fused_gradient(Z, Y, dZ);
    });
  }

  template <Level kLevel>
  static constexpr ice_loss table = [] {
    ice_loss all{sizeof(ice_loss), 0, nullptr, nullptr, nullptr, nullptr};
    if constexpr (HasLoss<C, double>) {
      all.value = value<kLevel>;
      all.gradient = gradient<kLevel>;
    }
    if constexpr (Fuses<C> && HasFusedLoss<C, double>) {
      all.fused_value = fused_value<kLevel>;
      all.fused_gradient = fused_gradient<kLevel>;
    }
    return all;
  }();

  template <Level kLevel>
  static constexpr void enter(ice_plugin& plugin) {
    plugin.functions.loss = &table<kLevel>;
    if constexpr (Fuses<C>) plugin.fuses = C::fuses;
  }
};

}  // namespace detail
}  // namespace ice
