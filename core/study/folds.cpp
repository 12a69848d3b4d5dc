#include "study/folds.hpp"

#include <algorithm>

#include "base/rng.hpp"

namespace ice::study {
namespace {

using base::Value;

constexpr const char* kFolds = "data.split.folds";
constexpr std::uint64_t kMostFolds = 100;  // core/data refuses more, and what is no whole number

std::uint64_t folds_in(const Value& code) {
  const Value* const folds = base::find_path(code, kFolds);
  const Value* const one = base::find_path(code, "data.split.fold");
  if (folds == nullptr || !folds->is_number_integer() || (one != nullptr && !one->is_null()))
    return 0;
  const auto count = folds->get<std::int64_t>();
  return count < 2 || count > static_cast<std::int64_t>(kMostFolds)
             ? 0
             : static_cast<std::uint64_t>(count);
}

}  // namespace

std::vector<std::uint64_t> spread_over_folds(const std::vector<std::uint64_t>& seeds,
                                             std::uint64_t folds) {
  if (folds == 0) return seeds;
  std::vector<std::uint64_t> all;
  for (const std::uint64_t seed : seeds)
    for (std::uint64_t fold = 0; fold < folds; ++fold)
      all.push_back(fold == 0 ? seed : base::derive_seed(seed, fold));
  return all;
}

std::vector<std::uint64_t> given_seeds(const Experiment& experiment) {
  if (experiment.folds == 0) return experiment.seeds;
  std::vector<std::uint64_t> given;
  for (std::size_t i = 0; i < experiment.seeds.size(); i += experiment.folds)
    given.push_back(experiment.seeds[i]);
  return given;
}

RunSplit split_of(const Experiment& experiment, std::uint64_t seed_index) {
  if (experiment.folds == 0) return {experiment.seeds[seed_index], 0};
  const std::uint64_t fold = seed_index % experiment.folds;
  return {experiment.seeds[seed_index - fold], fold + 1};
}

void read_folds(Study& study, const Node& parameters, Faults& faults) {
  const bool is_varied = std::ranges::any_of(study.experiment.parameters, [](const auto& one) {
    return one.name == kFolds || one.name == "data.split.fold";
  });
  if (is_varied)
    return faults.add(parameters, std::string("experiment.parameters.") + kFolds,
                      "cannot be varied: it decides how many runs a cell has",
                      "Write it under code.data.split");
  study.experiment.folds = folds_in(study.code);
  study.experiment.seeds = spread_over_folds(study.experiment.seeds, study.experiment.folds);
}

}  // namespace ice::study
