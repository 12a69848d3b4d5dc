#include "judge/importance.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "judge/forest.hpp"
#include "judge/stats.hpp"
#include "judge/variance_shares.hpp"

namespace ice::judge {
namespace {

constexpr std::size_t kMostGroups = 32;  // of ordered levels in a forest

using Cells = std::map<Levels, std::vector<double>>;  // levels -> the values of its runs

// Parameters -> the cells whose runs have exactly these.
std::map<Levels, Cells> by_active_set(std::span<const Observation> observations) {
  std::map<Levels, Cells> groups;
  for (const Observation& run : observations) {
    if (!std::isfinite(run.value)) continue;
    Levels active;
    for (std::size_t i = 0; i < run.levels.size(); ++i)
      if (run.levels[i] != kAbsent) active.push_back(i);
    groups[active][run.levels].push_back(run.value);
  }
  return groups;
}

// The levels of a parameter in each cell, numbered in their order from 0 without gaps.
Levels levels_of(const Cells& cells, std::size_t parameter) {
  Levels found, sorted;
  for (const auto& [levels, values] : cells) found.push_back(levels[parameter]);
  sorted = found;
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (std::size_t& level : found)
    level = static_cast<std::size_t>(std::ranges::lower_bound(sorted, level) - sorted.begin());
  return found;
}

// Whether each level of one goes with one level of the other, and the reverse.
bool are_one_to_one(const Levels& a, const Levels& b) {
  std::map<std::size_t, std::size_t> to_b, to_a;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_b.emplace(a[i], b[i]).first->second != b[i] ||
        to_a.emplace(b[i], a[i]).first->second != a[i])
      return false;
  return true;
}

// Whether b rises, or falls, all along with a.
bool is_monotone(const Levels& a, const Levels& b) {
  std::map<std::size_t, std::size_t> sorted;
  for (std::size_t i = 0; i < a.size(); ++i) sorted[a[i]] = b[i];
  Levels column;
  for (const auto& [level, other] : sorted) column.push_back(other);
  return std::ranges::is_sorted(column) || std::ranges::is_sorted(column, std::ranges::greater());
}

// Random numbers, of which each occurs once, go one to one by chance: they must also rise together.
bool change_together(const Levels& a, const Levels& b, bool both_ordered) {
  if (!are_one_to_one(a, b)) return false;
  const bool all_differ = std::ranges::max(a) + 1 == a.size();
  return !all_differ || !both_ordered || is_monotone(a, b);
}

// What varies in a group of cells; `columns` has for each factor the level in each cell.
struct Factors {
  std::vector<Levels> parameters, columns;
  std::vector<bool> ordered;
  [[nodiscard]] Levels counts() const {
    Levels counts;
    for (const Levels& column : columns) counts.push_back(std::ranges::max(column) + 1);
    return counts;
  }
};

Factors factors_of(const Cells& cells, const Levels& active, const std::vector<bool>& ordered) {
  Factors factors;
  for (const std::size_t parameter : active) {
    const Levels column = levels_of(cells, parameter);
    if (std::ranges::max(column) == 0) continue;
    std::size_t same = 0;
    while (same < factors.columns.size() &&
           !change_together(factors.columns[same], column,
                            factors.ordered[same] && ordered[parameter]))
      ++same;
    if (same == factors.columns.size()) {
      factors.parameters.emplace_back();
      factors.columns.push_back(column);
      factors.ordered.push_back(ordered[parameter]);
    }
    factors.parameters[same].push_back(parameter);
  }
  return factors;
}

// Whether the cells, which all differ, are all combinations of the factors' levels.
bool is_full_grid(const Levels& counts, std::size_t cells) {
  double combinations = 1;
  for (const std::size_t count : counts) combinations *= static_cast<double>(count);
  return combinations == static_cast<double>(cells);
}

Shares grid_shares(const Factors& factors, const std::vector<double>& means) {
  std::vector<Box> boxes;
  for (std::size_t cell = 0; cell < means.size(); ++cell) {
    Box& box = boxes.emplace_back(Box{{}, means[cell]});
    for (const Levels& column : factors.columns) box.levels.push_back({column[cell]});
  }
  return shares_of(boxes, factors.counts());
}

Shares estimated_shares(const Factors& factors, const std::vector<double>& means) {
  ForestCells forest{std::vector<Levels>(means.size()), means, factors.counts(), factors.ordered};
  for (std::size_t i = 0; i < factors.columns.size(); ++i) {
    const std::size_t count = forest.counts[i];
    const bool grouped = factors.ordered[i] && count > kMostGroups;
    for (std::size_t cell = 0; cell < means.size(); ++cell) {
      const std::size_t level = factors.columns[i][cell];
      forest.levels[cell].push_back(grouped ? level * kMostGroups / count : level);
    }
    if (grouped) forest.counts[i] = kMostGroups;
  }
  return forest_shares(forest);
}

// The mean squared distance from a point; 0 where the values differ by rounding.
double spread_about(const std::vector<double>& values, double point) {
  double sum = 0;
  for (const double x : values) sum += (x - point) * (x - point);
  const double spread = sum / static_cast<double>(values.size());
  return std::sqrt(spread) <= kRounding * std::fabs(point) ? 0 : spread;
}

Importance decompose(const Cells& cells, const Levels& active, const std::vector<bool>& ordered) {
  Importance result;
  result.cells = cells.size();
  std::vector<double> means, within;
  bool has_seeds = false;
  for (const auto& [levels, values] : cells) {
    means.push_back(mean_of(values));
    within.push_back(spread_about(values, means.back()));
    result.runs += values.size();
    has_seeds = has_seeds || values.size() > 1;
  }
  const Factors factors = factors_of(cells, active, ordered);
  result.factors = factors.parameters;
  const double noise = mean_of(within);
  result.variance = spread_about(means, mean_of(means)) + noise;
  const double noise_share = result.variance > 0 ? noise / result.variance : 0;
  if (has_seeds) result.noise = noise_share;

  result.exact = is_full_grid(factors.counts(), cells.size());
  Shares shares = result.exact ? grid_shares(factors, means) : estimated_shares(factors, means);
  const double explained = result.variance > 0 ? 1 - noise_share : 0;
  result.higher = explained;
  for (double& share : shares.main) result.higher -= share *= explained;
  for (Interaction& pair : shares.pairs) result.higher -= pair.share *= explained;
  if (result.higher < kRounding) result.higher = 0;  // what is left by rounding
  result.main = std::move(shares.main);
  result.pairs = std::move(shares.pairs);
  return result;
}

}  // namespace

std::vector<Importance> importance(std::span<const Observation> observations,
                                   const std::vector<bool>& ordered) {
  std::vector<Importance> results;
  for (const auto& [active, cells] : by_active_set(observations))
    results.push_back(decompose(cells, active, ordered));
  std::ranges::stable_sort(results, std::ranges::greater(), &Importance::runs);
  return results;
}

}  // namespace ice::judge
