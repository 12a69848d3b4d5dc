#pragma once
// Traits: what a plugin promises about itself, which `ice plugin check` verifies. The host saves
// memory and time by them, and reports before a run that a loss and an output activation do not
// fit.
//
//   static constexpr auto traits = ice::elementwise | ice::needs_a;   // joined by |
//   static constexpr auto outputs = ice::between(0, 1);               // activations and losses
//
// `outputs` of an activation is the range of its outputs for all inputs and all values of its
// parameters; of a loss, the range in which the outputs of the network must lie. Without it the
// host knows nothing about the range, and warns where that matters.
#include <limits>

#include "ice/abi.h"

namespace ice {

/// A set of the promises below.
enum class Traits : std::uint32_t {};

[[nodiscard]] constexpr Traits operator|(Traits a, Traits b) {
  return Traits{static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b)};
}

inline constexpr Traits none{0};
/// Activation: each output depends only on the input at its own position.
inline constexpr Traits elementwise{ICE_ELEMENTWISE};
/// Activation: forward may be called with A = Z, and backward with dZ = dA.
inline constexpr Traits in_place{ICE_IN_PLACE};
/// Activation: backward reads Z; without it the host may have overwritten Z.
inline constexpr Traits needs_z{ICE_NEEDS_Z};
/// Activation: backward reads A.
inline constexpr Traits needs_a{ICE_NEEDS_A};
/// Initializer: draws from the random stream.
inline constexpr Traits stochastic{ICE_STOCHASTIC};
/// Loss: 0 where the prediction is perfect.
inline constexpr Traits zero_at_target{ICE_ZERO_AT_TARGET};
/// Activation: each column of its outputs sums to 1 (softmax). Loss: it needs such columns.
inline constexpr Traits sums_to_one{ICE_SUMS_TO_ONE};
/// Loss: the sign of an output is its class (hinge), so it needs outputs of both signs.
inline constexpr Traits signed_scores{ICE_SIGNED_SCORES};
/// Loss: Y is 0 or 1, for classes. Without it Y may be any number.
inline constexpr Traits class_targets{ICE_CLASS_TARGETS};
/// Loss with `fuses`: fused_gradient gives A - Y, where A is the output of that activation, also
/// for labels between 0 and 1. With class_targets it is a cross-entropy (training.label_smoothing).
inline constexpr Traits fused_difference{ICE_FUSED_DIFFERENCE};

using Range = ice_range;  ///< {low, high, ICE_MIN_OPEN | ICE_MAX_OPEN}

namespace detail {
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
}

inline constexpr Range any_number{-detail::kInfinity, detail::kInfinity, 0, 0};
/// >= low
[[nodiscard]] constexpr Range at_least(double low) { return {low, detail::kInfinity, 0, 0}; }
/// > low
[[nodiscard]] constexpr Range above(double low) {
  return {low, detail::kInfinity, ICE_MIN_OPEN, 0};
}
/// [low, high]
[[nodiscard]] constexpr Range between(double low, double high) { return {low, high, 0, 0}; }
/// (low, high): an activation comes arbitrarily near to the ends, and would reach them at infinity.
[[nodiscard]] constexpr Range inside(double low, double high) {
  return {low, high, ICE_MIN_OPEN | ICE_MAX_OPEN, 0};
}

}  // namespace ice
