#pragma once
// Reads structs of the binary contract (ice/abi.h) that an older or newer SDK of the same ABI may
// have written, into the form that this host knows. Internal to core/plugin.
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "ice/abi.h"

namespace ice::plugin {

/// The size in bytes of the first form of a struct. The struct of a library is never smaller.
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

/// A copy of `given`, which has given->size bytes. Members that `given` is too short for are zero;
/// members that this host does not know are left out. `size` keeps the value of the library.
/// REQUIRES: given->size >= kFirstSize<Struct>, which describe() has checked.
template <class Struct>
[[nodiscard]] Struct known_form(const Struct* given) {
  Struct known{};
  std::memcpy(&known, given, std::min<std::size_t>(given->size, sizeof known));
  return known;
}

}  // namespace ice::plugin
