#pragma once
// k-fold cross-validation as a study has it: data.split.folds gives each seed k runs, one for each
// fold. A run is known by its seed, so that each of them has one of its own.
#include <cstdint>
#include <vector>

#include "study/faults.hpp"
#include "study/study.hpp"

namespace ice::study {

/// For each seed in turn, k seeds: itself for the first fold, then others derived from it. k = 0:
/// the seeds as they are.
[[nodiscard]] std::vector<std::uint64_t> spread_over_folds(const std::vector<std::uint64_t>& seeds,
                                                           std::uint64_t folds);

/// The way back: the seeds that the study gives.
[[nodiscard]] std::vector<std::uint64_t> given_seeds(const Experiment& experiment);

/// The split of a run.
struct RunSplit {
  std::uint64_t seed = 0;  ///< the one of the study's seeds that the run's was made from
  std::uint64_t fold = 0;  ///< from 1; 0: there are no folds
};
[[nodiscard]] RunSplit split_of(const Experiment& experiment, std::uint64_t seed_index);

/// Sets Experiment::folds from the study's code, and spreads its seeds. The number of folds decides
/// how many runs a cell has: a parameter that varies it is an error, added at `parameters`.
void read_folds(Study& study, const Node& parameters, Faults& faults);

}  // namespace ice::study
