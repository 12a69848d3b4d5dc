#pragma once
// Optimizer: one update of all parameters of a network, which are one vector of n numbers.
//
//   static constexpr std::array slots{"m", "v"};  // optional: what it keeps from step to step
//   template <class T>
//   void step(std::uint64_t t, double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const;
//
// The gradient g, the parameters w and each slot s[i] are (n, 1). Unlike other outputs, w and the
// slots hold values that step reads: it updates them. lr is the learning rate of this step, after
// the schedule; g includes the L2 term, and is the gradient after clipping.
//
// Calls: once per batch, with t = 1, 2, 3 ... through all epochs. The host keeps the slots, which
// are zero before the first step, so the object itself has no state.
#include <array>
#include <cstdint>
#include <utility>

#include "ice/guard.hpp"
#include "ice/math_names.hpp"
#include "ice/matrix.hpp"
#include "ice/traits.hpp"

namespace ice {

/// Base class of all optimizers.
struct Optimizer : MathNames {};

namespace detail {

template <class C, class T>
concept HasStep = requires {
  static_cast<void (C::*)(std::uint64_t, double, In<T>, Out<T>, Slots<T>) const>(&C::step);
};

template <class C>
constexpr auto slots_of() {
  if constexpr (requires { C::slots; })
    return C::slots;
  else
    return std::array<const char*, 0>{};
}

/// The i-th column of a view, as a view.
template <class T>
ice_view column(const ice_view& view, std::size_t i) {
  return {static_cast<T*>(view.data) + i * view.ld, view.rows, 1, view.rows, view.dtype, 0};
}

template <class C>
struct OptimizerTable {
  static constexpr std::uint32_t kKind = ICE_OPTIMIZER;
  static constexpr Traits kImplied = none, kDefault = none;
  static constexpr auto kSlots = slots_of<C>();

  template <class T>
  static constexpr bool kKnows = HasStep<C, T>;

  static constexpr void check() {
    static_assert(HasStep<C, double>,
                  "ice: an optimizer needs exactly `template <class T> void step(std::uint64_t t, "
                  "double lr, ice::In<T> g, ice::Out<T> w, ice::Slots<T> s) const`: missing, "
                  "misspelt or with other types");
  }

  template <class T, std::size_t... I>
  static void run(const C& c, std::uint64_t t, double rate, const ice_view& gradient,
                  const ice_view& weights, const ice_view& slots, std::index_sequence<I...>) {
    const arma::Mat<T> g = matrix<T>(gradient);
    arma::Mat<T> w = matrix<T>(weights);
    std::array<arma::Mat<T>, sizeof...(I)> s{matrix<T>(column<T>(slots, I))...};
    if constexpr (HasStep<C, T>) c.step(t, rate, g, w, Slots<T>(s));
    check_output(w, weights);
    (check_output(s[I], column<T>(slots, I)), ...);
  }

  template <Level kLevel>
  static std::int32_t step(const void* self, std::uint64_t t, double rate, const ice_view* g,
                           const ice_view* w, const ice_view* slots, ice_error* error) noexcept {
    return guarded_call<kLevel, kKnows<float>>(error, *w, [&]<class T>(T) {
      run<T>(object<C>(self), t, rate, *g, *w, *slots, std::make_index_sequence<kSlots.size()>());
    });
  }

  template <Level kLevel>
  static constexpr ice_optimizer table{sizeof(ice_optimizer), 0, step<kLevel>};
  template <Level kLevel>
  static constexpr void enter(ice_plugin& plugin) {
    plugin.functions.optimizer = &table<kLevel>;
    plugin.slot_count = kSlots.size();
    plugin.slots = kSlots.data();
  }
};

}  // namespace detail
}  // namespace ice
