#pragma once
// Which cells are the best so far.
#include <cstddef>
#include <span>
#include <vector>

#include "search/space.hpp"

namespace ice::search {

/// The numbers of all cells that are not pending, the best first: finished ones by value; then
/// stopped ones by how far they came, and then by value; then those with an infinite value. Equal
/// cells in planned order.
[[nodiscard]] std::vector<std::size_t> best_first(std::span<const Told> cells);

}  // namespace ice::search
