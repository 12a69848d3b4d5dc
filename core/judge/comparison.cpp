#include "judge/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "judge/bootstrap.hpp"
#include "judge/stats.hpp"
#include "statistics/sign_flip.hpp"

namespace ice::judge {

Comparison compare_runs(std::span<const PairOfRuns> pairs, study::Goal goal) {
  const SeedDifferences found = differences_by_seed(pairs, goal, 0);
  std::vector<double> in_favour;  // of b
  for (const SeedDifference& seed : found.seeds) in_favour.push_back(seed.mean);
  const bool has_bad = found.bad_better + found.bad_than > 0;
  const statistics::SignFlip test =
      statistics::sign_flip(has_bad ? statistics::signed_ranks(in_favour) : in_favour);

  std::vector<double> differences;  // b - a
  for (const double x : in_favour)
    if (std::isfinite(x)) differences.push_back(goal == study::Goal::kMaximize ? x : 0 - x);
  const double deviation = deviation_of(differences, found.rounding);
  const bool is_spread = deviation > 0;
  const Interval interval = is_spread ? bca_interval(differences) : Interval{NAN, NAN};

  Comparison result;
  result.seeds = found.seeds.size();
  result.pairs = found.pairs;
  result.left_out = found.left_out;
  result.bad_a = found.bad_than;
  result.bad_b = found.bad_better;
  result.mean = summarize(differences).mean;
  result.low = interval.low;
  result.high = interval.high;
  result.p = in_favour.empty() ? NAN : std::min(1.0, 2 * std::min(test.above, test.below));
  result.d = is_spread ? result.mean / deviation : NAN;
  return result;
}

}  // namespace ice::judge
