#pragma once
// Which parameters of a cell exist.
#include "search/space.hpp"

namespace ice::search {

/// Puts NaN where the parameter does not exist, by the values of the dimensions it depends on.
void remove_absent(const Space& space, Point& point);

/// The dimensions, each after those it depends on; otherwise in the order of the file.
[[nodiscard]] std::vector<std::size_t> parents_first(const Space& space);

/// Whether all conditions of a dimension hold, given the values of the dimensions it depends on.
[[nodiscard]] bool exists(const Dimension& dimension, const Point& point);

}  // namespace ice::search
