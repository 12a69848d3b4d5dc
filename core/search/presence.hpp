#pragma once
// Which parameters of a cell exist.
#include "search/space.hpp"

namespace ice::search {

/// The dimensions in levels: those of a level depend on dimensions of earlier levels only. Within a
/// level they are in the order of the file.
[[nodiscard]] std::vector<std::vector<std::size_t>> levels(const Space& space);

/// Whether all conditions of a dimension hold, given the values of the dimensions it depends on.
[[nodiscard]] bool exists(const Dimension& dimension, const Point& point);

/// Puts NaN where the parameter does not exist, by the values of the dimensions it depends on.
void remove_absent(const Space& space, Point& point);

}  // namespace ice::search
