#include "judge/forest.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "base/rng.hpp"

namespace ice::judge {
namespace {

constexpr std::size_t kTrees = 64;
constexpr std::size_t kMostDraws = 1000;  // of one tree
constexpr std::uint64_t kForestStream = 3;

using Rows = std::vector<std::size_t>;  // indices of cells, several times the same

// The values of a node's cells that have one level of a factor.
struct Sum {
  double values = 0;
  double n = 0;
};

struct Split {
  std::size_t factor = 0;
  Levels left, right;  // the levels on either side
  double gain = 0;     // by how much the sum of squared errors falls
};

class Tree {
 public:
  Tree(const ForestCells& cells, const Rows& rows) : cells_(cells) {
    Box space;
    for (const std::size_t count : cells.counts) {
      space.levels.emplace_back(count);
      std::iota(space.levels.back().begin(), space.levels.back().end(), std::size_t{0});
    }
    grow(space, rows);
  }

  [[nodiscard]] const std::vector<Box>& leaves() const { return leaves_; }

 private:
  void grow(Box& box, const Rows& rows) {
    std::optional<Split> best = best_split(box, rows);
    if (!best) {
      box.value = mean_of(rows);
      leaves_.push_back(box);
      return;
    }
    for (Levels* side : {&best->left, &best->right}) {
      Box part = box;
      Rows inside;
      for (const std::size_t row : rows)
        if (std::ranges::count(*side, cells_.levels[row][best->factor]) > 0) inside.push_back(row);
      part.levels[best->factor] = std::move(*side);
      grow(part, inside);
    }
  }

  [[nodiscard]] double mean_of(const Rows& rows) const {
    double sum = 0;
    for (const std::size_t row : rows) sum += cells_.values[row];
    return sum / static_cast<double>(rows.size());
  }

  [[nodiscard]] std::optional<Split> best_split(const Box& box, const Rows& rows) const {
    const auto equal = [&](std::size_t row) {
      return cells_.values[row] == cells_.values[rows.front()];
    };
    if (std::ranges::all_of(rows, equal)) return std::nullopt;
    std::optional<Split> best;
    for (std::size_t factor = 0; factor < cells_.counts.size(); ++factor) {
      std::optional<Split> split = split_by(factor, box.levels[factor], rows);
      if (split && (!best || split->gain > best->gain)) best = std::move(split);
    }
    return best;
  }

  // nullopt where the node's cells have one level only.
  [[nodiscard]] std::optional<Split> split_by(std::size_t factor, const Levels& levels,
                                              const Rows& rows) const {
    const double mean = mean_of(rows);
    std::vector<Sum> sums(cells_.counts[factor]);
    for (const std::size_t row : rows) {
      Sum& sum = sums[cells_.levels[row][factor]];
      sum.values += cells_.values[row] - mean;
      ++sum.n;
    }
    Levels met;
    for (const std::size_t level : levels)
      if (sums[level].n > 0) met.push_back(level);
    if (met.size() < 2) return std::nullopt;
    if (!cells_.ordered[factor])
      std::ranges::stable_sort(met, {}, [&](std::size_t l) { return sums[l].values / sums[l].n; });
    const auto [last, gain] = best_cut(met, sums, static_cast<double>(rows.size()));
    return parted(factor, levels, met, last, gain);
  }

  // The last of the levels, in this order, that go to the left, and the gain. The values are
  // centered, so that the gain is s^2 / n_left + s^2 / n_right.
  static std::pair<std::size_t, double> best_cut(const Levels& met, const std::vector<Sum>& sums,
                                                 double n) {
    Sum left;
    std::pair<std::size_t, double> best{0, -1};
    for (std::size_t i = 0; i + 1 < met.size(); ++i) {
      left.values += sums[met[i]].values;
      left.n += sums[met[i]].n;
      const double gain = left.values * left.values * (1 / left.n + 1 / (n - left.n));
      if (gain > best.second) best = {i, gain};
    }
    return best;
  }

  // Ordered levels that no cell of the node has go to the nearer side, others to the right.
  [[nodiscard]] Split parted(std::size_t factor, const Levels& levels, const Levels& met,
                             std::size_t last, double gain) const {
    Split split{factor, {}, {}, gain};
    const auto end = met.begin() + static_cast<std::ptrdiff_t>(last) + 1;
    for (const std::size_t level : levels) {
      const bool is_left = cells_.ordered[factor] ? 2 * level <= met[last] + met[last + 1]
                                                  : std::find(met.begin(), end, level) != end;
      (is_left ? split.left : split.right).push_back(level);
    }
    return split;
  }

  const ForestCells& cells_;
  std::vector<Box> leaves_;
};

void add(const Shares& more, Shares& sum) {
  for (std::size_t i = 0; i < sum.main.size(); ++i) sum.main[i] += more.main[i];
  for (std::size_t i = 0; i < sum.pairs.size(); ++i) sum.pairs[i].share += more.pairs[i].share;
}

}  // namespace

Shares forest_shares(const ForestCells& cells) {
  base::Stream stream(0, base::Purpose::kStatistics, kForestStream);
  Shares sum = shares_of({}, cells.counts);
  double trees = 0;
  Rows rows(std::min(cells.values.size(), kMostDraws));
  for (std::size_t i = 0; i < kTrees; ++i) {
    for (std::size_t& row : rows) row = stream.below(cells.values.size());
    const Tree tree(cells, rows);
    if (tree.leaves().size() < 2) continue;
    add(shares_of(tree.leaves(), cells.counts), sum);
    ++trees;
  }
  if (trees == 0) return sum;
  for (double& share : sum.main) share /= trees;
  for (Interaction& pair : sum.pairs) pair.share /= trees;
  return sum;
}

}  // namespace ice::judge
