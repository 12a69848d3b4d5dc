#pragma once
// Describes the difference between two sets of paired runs, without a claim: numbers, no verdict.
#include <cstddef>
#include <span>

#include "judge/seed_differences.hpp"

namespace ice::judge {

/// What paired runs show about b - a. The unit is the seed: the differences of a seed are averaged
/// first. Numbers that the seeds do not allow are nan.
struct Comparison {
  std::size_t seeds = 0, pairs = 0;
  std::size_t left_out = 0;          ///< pairs of runs that are not used (differences_by_seed)
  std::size_t bad_a = 0, bad_b = 0;  ///< paired runs without a value: diverged, crashed ...
  double mean = 0;                   ///< mean difference of the seeds in which all runs have values
  double low = 0, high = 0;          ///< its 95 % interval (bca_interval): nan below six seeds
  /// Two-sided: twice the smaller p of sign_flip(), at most 1. Of ranks where runs have no value,
  /// which count as the worst.
  double p = 1;
  double d = 0;  ///< Cohen's d of paired values: mean / deviation of the seeds' differences
};

/// `pairs` hold b as `better` and a as `than`. `goal` says which side a run without a value loses.
[[nodiscard]] Comparison compare_runs(std::span<const PairOfRuns> pairs, study::Goal goal);

}  // namespace ice::judge
