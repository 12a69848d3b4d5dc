#include "cluster/choose.hpp"

#include <algorithm>

namespace ice::cluster {
namespace {

std::optional<std::size_t> first_with(std::span<const ChunkState> states, unsigned claims) {
  const auto found = std::ranges::find_if(states, [&](const ChunkState& state) {
    return !state.is_published && state.claims == claims;
  });
  if (found == states.end()) return std::nullopt;
  return static_cast<std::size_t>(found - states.begin());
}

}  // namespace

std::optional<std::size_t> choose(std::span<const ChunkState> states,
                                  std::optional<std::size_t> own) {
  const bool is_own_open = own && !states[*own].is_published;
  if (is_own_open && states[*own].claims == 0) return own;
  if (const auto free = first_with(states, 0)) return free;
  if (is_own_open) return own;
  return first_with(states, 1);
}

}  // namespace ice::cluster
