#pragma once
// Finds the points that no other point beats in everything.
#include <cstddef>
#include <span>
#include <vector>

namespace ice::judge {

/// The indices of the Pareto front, in the order of the points. A point is beaten by one that is
/// nowhere worse and somewhere better; equal points are in the front together. Less is better in
/// every coordinate: negate where more is. A point with a coordinate that is nan is never in the
/// front. REQUIRES: all points have the same number of coordinates. Quadratic in the points.
[[nodiscard]] std::vector<std::size_t> pareto_front(std::span<const std::vector<double>> points);

}  // namespace ice::judge
