#include "search/presence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::search {
namespace {

void visit(const Space& space, std::size_t d, std::vector<bool>& is_seen,
           std::vector<std::size_t>& order) {
  if (is_seen[d]) return;
  is_seen[d] = true;
  for (const Presence& presence : space.dimensions[d].when)
    visit(space, presence.dimension, is_seen, order);
  order.push_back(d);
}

}  // namespace

std::vector<std::size_t> parents_first(const Space& space) {
  std::vector<bool> is_seen(space.dimensions.size());
  std::vector<std::size_t> order;
  for (std::size_t d = 0; d < space.dimensions.size(); ++d) visit(space, d, is_seen, order);
  return order;
}

bool exists(const Dimension& dimension, const Point& point) {
  return std::ranges::all_of(dimension.when, [&](const Presence& presence) {
    const double value = point[presence.dimension];
    return !std::isnan(value) && presence.holds(value);
  });
}

void remove_absent(const Space& space, Point& point) {
  for (const std::size_t d : parents_first(space)) {
    if (!exists(space.dimensions[d], point)) point[d] = std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace ice::search
