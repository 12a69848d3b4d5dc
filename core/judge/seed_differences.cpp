#include "judge/seed_differences.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "judge/stats.hpp"

namespace ice::judge {
namespace {

using PairsOfSeed = std::map<std::size_t, const PairOfRuns*>;

std::map<std::uint64_t, PairsOfSeed> by_seed(std::span<const PairOfRuns> pairs) {
  std::map<std::uint64_t, PairsOfSeed> seeds;
  for (const PairOfRuns& pair : pairs) seeds[pair.seed].emplace(pair.pair, &pair);
  return seeds;
}

std::set<std::size_t> usual_pairs(const std::map<std::uint64_t, PairsOfSeed>& seeds) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto& [seed, pairs] : seeds)
    for (const auto& [pair, runs] : pairs) ++counts[pair];
  std::set<std::size_t> usual;
  for (const auto& [pair, count] : counts)
    if (2 * count >= seeds.size()) usual.insert(pair);
  return usual;
}

bool has_all(const PairsOfSeed& pairs, const std::set<std::size_t>& usual) {
  return std::all_of(usual.begin(), usual.end(),
                     [&](std::size_t pair) { return pairs.count(pair) > 0; });
}

double largest_value(std::span<const PairOfRuns> pairs) {
  double largest = 0;
  for (const PairOfRuns& pair : pairs)
    for (const auto& value : {pair.better, pair.than})
      if (value) largest = std::max(largest, std::abs(*value));
  return largest;
}

// Averages pairs; `by` is taken off each. 0.52 - 0.5 is not more than 0.02, but its rounding is.
class Mean {
 public:
  Mean(double by, double rounding) : by_(by), rounding_(rounding) {}

  void add(const PairOfRuns& pair, study::Goal goal) {
    ++count_;
    if (pair.better && pair.than) {
      const double difference = *pair.better - *pair.than;
      sum_ += clean((goal == study::Goal::kMaximize ? difference : 0 - difference) - by_);
    } else {
      infinite_ +=
          static_cast<int>(pair.better.has_value()) - static_cast<int>(pair.than.has_value());
    }
  }
  [[nodiscard]] double value() const {
    if (infinite_ != 0)
      return infinite_ > 0 ? std::numeric_limits<double>::infinity()
                           : -std::numeric_limits<double>::infinity();
    return clean(sum_ / static_cast<double>(count_));
  }

 private:
  [[nodiscard]] double clean(double x) const { return std::abs(x) <= rounding_ ? 0 : x; }

  double by_, rounding_;
  double sum_ = 0;
  int infinite_ = 0;  // pairs in favour less those against
  std::size_t count_ = 0;
};

void add_seed(std::uint64_t seed, std::span<const PairOfRuns* const> pairs, study::Goal goal,
              double by, SeedDifferences& found) {
  Mean mean(0, found.rounding);
  Mean excess(by, found.rounding);
  for (const PairOfRuns* pair : pairs) {
    mean.add(*pair, goal);
    excess.add(*pair, goal);
    found.bad_better += static_cast<std::size_t>(!pair->better);
    found.bad_than += static_cast<std::size_t>(!pair->than);
  }
  found.pairs += pairs.size();
  found.seeds.push_back({seed, mean.value(), excess.value()});
}

std::vector<const PairOfRuns*> chosen(const PairsOfSeed& pairs,
                                      const std::set<std::size_t>& usual) {
  std::vector<const PairOfRuns*> runs;
  for (const std::size_t pair : usual) runs.push_back(pairs.at(pair));
  return runs;
}

}  // namespace

SeedDifferences differences_by_seed(std::span<const PairOfRuns> pairs, study::Goal goal,
                                    double by) {
  SeedDifferences found;
  found.rounding = kRounding * std::max(largest_value(pairs), by);
  const auto seeds = by_seed(pairs);
  const std::set<std::size_t> usual = usual_pairs(seeds);
  for (const auto& [seed, of_seed] : seeds)
    if (has_all(of_seed, usual)) add_seed(seed, chosen(of_seed, usual), goal, by, found);
  found.left_out = pairs.size() - found.pairs;
  return found;
}

}  // namespace ice::judge
