#pragma once
// Which cell comes next. All functions here are pure: a proposal depends on the space, the root
// seed and results earlier in planned order, never on the clock or on what ran at the same time.
// Threads may call them at the same time.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "search/space.hpp"

namespace ice::search {

/// kAuto is kTpe where anything is categorical or conditional; else kTpe for the first 10 cells a
/// dimension, and then kCmaes, which starts from what they have found.
enum class Method { kSobol, kHalton, kTpe, kCmaes, kAuto };

/// Why a method cannot take a space.
struct Refusal {
  std::size_t dimension = 0;
  std::string why;   ///< "cmaes cannot vary a categorical parameter"
  std::string hint;  ///< what to write instead: "method: tpe"
};

/// Empty where the method can take the space.
[[nodiscard]] std::optional<Refusal> refusal(const Space& space, Method method);

/// The parameters of cell `earlier.size()`. `earlier` are all cells before it in planned order,
/// those of `start_with` included; a cell whose result must not be used yet is kPending. The same
/// arguments give the same point on the same machine.
/// REQUIRES: refusal() is empty, and earlier.size() < proposable() of the same arguments.
[[nodiscard]] Point propose(const Space& space, Method method, std::uint64_t root_seed,
                            std::span<const Told> earlier);

/// The first cell that cannot be proposed before one of the pending cells has its result; no limit:
/// the largest number. Only kCmaes (and kAuto, when it has got there) works in generations: no cell
/// of a generation depends on another one of it, so all of them may be under way, and none of the
/// next may be proposed before the last has its result. The other methods take any number of
/// pending cells: how many is the caller's choice.
[[nodiscard]] std::uint64_t proposable(const Space& space, Method method, std::uint64_t root_seed,
                                       std::span<const Told> earlier);

}  // namespace ice::search
