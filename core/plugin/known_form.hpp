#pragma once
// The structs of the binary contract (ice/abi.h) in the form that this host knows, whichever SDK of
// the same ABI wrote them. Internal to this module.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "ice/abi.h"

namespace ice::plugin {

/// The size that a struct had at first: no library's is smaller.
template <class Struct>
inline constexpr std::uint32_t kFirstSize = 0;
template <>
inline constexpr std::uint32_t kFirstSize<ice_param> = ICE_PARAM_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_activation> = ICE_ACTIVATION_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_initializer> = ICE_INITIALIZER_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_loss> = ICE_LOSS_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_optimizer> = ICE_OPTIMIZER_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_plugin> = ICE_PLUGIN_V1_SIZE;
template <>
inline constexpr std::uint32_t kFirstSize<ice_library> = ICE_LIBRARY_V1_SIZE;

/// A copy of `given`, which has given->size bytes: members that it is too short for are zero, those
/// behind the ones that this host knows are left out. `size` stays the given one.
template <class Struct>
[[nodiscard]] Struct known_form(const Struct* given) {
  Struct known{};
  std::memcpy(&known, given, std::min<std::size_t>(given->size, sizeof known));
  return known;
}

}  // namespace ice::plugin
