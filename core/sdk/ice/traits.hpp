#pragma once
// Traits: what a plugin promises, joined by |. `ice plugin check` holds it to them; the host saves
// memory and time by them.
#include "ice/abi.h"

namespace ice {

enum class Traits : std::uint32_t {};

[[nodiscard]] constexpr Traits operator|(Traits a, Traits b) {
  return Traits{static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b)};
}

inline constexpr Traits none{0};
/// Activation: each output depends on the input at its own place alone.
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

}  // namespace ice
