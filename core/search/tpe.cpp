#include "search/tpe.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "search/parzen.hpp"
#include "search/presence.hpp"
#include "search/ranking.hpp"

namespace ice::search {
namespace {

constexpr std::size_t kMostBelow = 25;
constexpr std::size_t kCandidates = 24;

using Dimensions = std::vector<std::size_t>;  // numbers of some dimensions

bool has_all(const Point& point, const Dimensions& dimensions) {
  return std::ranges::none_of(dimensions, [&](std::size_t d) { return std::isnan(point[d]); });
}

// Steps come back from a study as the numbers that a person would write: 0.3, not 0.1 * 3.
bool is_same(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : std::abs(a - b) <= 1e-9 * std::abs(a);
}

bool is_among(std::span<const Told> cells, const Point& point) {
  return std::ranges::any_of(
      cells, [&](const Told& cell) { return std::ranges::equal(cell.point, point, is_same); });
}

// For each cell whether it is one of the best.
std::vector<bool> below(std::span<const Told> cells) {
  const std::vector<std::size_t> order = best_first(cells);
  const std::size_t count = std::min((order.size() + 9) / 10, kMostBelow);
  std::vector<bool> is_below(cells.size());
  for (std::size_t i = 0; i < count; ++i) is_below[order[i]] = true;
  return is_below;
}

// Dimensions that exist in the same cells, in sets.
std::vector<Dimensions> existing_together(const Dimensions& dimensions,
                                          std::span<const Told> cells) {
  std::map<std::vector<bool>, std::size_t> set_of;  // where it exists -> number of the set
  std::vector<Dimensions> sets;
  for (const std::size_t d : dimensions) {
    std::vector<bool> where;
    for (const Told& cell : cells) where.push_back(!std::isnan(cell.point[d]));
    const auto [known, is_new] = set_of.emplace(where, sets.size());
    if (is_new) sets.emplace_back();
    sets[known->second].push_back(d);
  }
  return sets;
}

ParzenEstimator estimator(const Space& space, const Dimensions& dimensions,
                          std::span<const Told> cells, const std::vector<bool>& is_below,
                          bool is_for_below) {
  std::vector<Dimension> spaces;
  for (const std::size_t d : dimensions) spaces.push_back(space.dimensions[d]);
  std::vector<Point> observed;
  observed.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (is_below[i] != is_for_below || !has_all(cells[i].point, dimensions)) continue;
    Point& point = observed.emplace_back();
    point.reserve(dimensions.size());
    for (const std::size_t d : dimensions) point.push_back(cells[i].point[d]);
  }
  return {spaces, observed};
}

// Of the candidates that are not taken; of all, where all are.
Point best_candidate(const ParzenEstimator& good, const ParzenEstimator& bad, base::Stream& stream,
                     const std::function<bool(const Point&)>& is_taken) {
  Point best;
  std::pair<bool, double> best_score;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    Point candidate = good.draw(stream);
    const std::pair score(!is_taken(candidate),
                          good.log_density(candidate) - bad.log_density(candidate));
    if (!best.empty() && score <= best_score) continue;
    best_score = score;
    best = std::move(candidate);
  }
  return best;
}

}  // namespace

Point propose_tpe(const Space& space, std::uint64_t root_seed, std::span<const Told> earlier) {
  const std::vector<bool> is_below = below(earlier);
  base::Stream stream(root_seed, base::Purpose::kPropose, earlier.size());
  Point point(space.dimensions.size(), std::numeric_limits<double>::quiet_NaN());
  for (Dimensions level : levels(space)) {
    std::erase_if(level, [&](std::size_t d) { return !exists(space.dimensions[d], point); });
    for (const Dimensions& set : existing_together(level, earlier)) {
      const auto with = [&](const Point& values) {
        Point whole = point;
        for (std::size_t i = 0; i < set.size(); ++i) whole[set[i]] = values[i];
        return whole;
      };
      const ParzenEstimator good = estimator(space, set, earlier, is_below, true);
      const ParzenEstimator bad = estimator(space, set, earlier, is_below, false);
      point = with(best_candidate(
          good, bad, stream, [&](const Point& values) { return is_among(earlier, with(values)); }));
    }
  }
  return point;
}

}  // namespace ice::search
