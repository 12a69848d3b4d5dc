#include "search/presence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::search {
namespace {

std::size_t level_of(const Space& space, std::size_t d) {
  std::size_t level = 0;
  for (const Presence& presence : space.dimensions[d].when)
    level = std::max(level, level_of(space, presence.dimension) + 1);
  return level;
}

}  // namespace

std::vector<std::vector<std::size_t>> levels(const Space& space) {
  std::vector<std::vector<std::size_t>> found;
  for (std::size_t d = 0; d < space.dimensions.size(); ++d) {
    const std::size_t level = level_of(space, d);
    if (level >= found.size()) found.resize(level + 1);
    found[level].push_back(d);
  }
  return found;
}

bool exists(const Dimension& dimension, const Point& point) {
  return std::ranges::all_of(dimension.when, [&](const Presence& presence) {
    const double value = point[presence.dimension];
    return !std::isnan(value) && presence.holds(value);
  });
}

void remove_absent(const Space& space, Point& point) {
  for (const auto& level : levels(space)) {
    for (const std::size_t d : level) {
      if (!exists(space.dimensions[d], point)) point[d] = std::numeric_limits<double>::quiet_NaN();
    }
  }
}

}  // namespace ice::search
