#pragma once
// Which run goes on: the rules of `experiment.early_terminate`, as pure functions. Values are to be
// minimized (the caller negates what is to be maximized).
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ice::search {

/// A stopping rule. Epochs are counted from 1.
struct StopRule {
  enum class Type {
    kHyperband,  ///< as W&B's: worse than sorted(values)[floor(n / eta)], n values with its own
    kAsha,       ///< as Optuna's successive halving (Li et al.: A system for massively parallel
                 ///< hyperparameter tuning. MLSys 2020): not among the best max(1, floor(n / eta))
    kMedian      ///< as Optuna's: its best value so far is worse than the median of the others
  } type = Type::kHyperband;
  std::int64_t min_iter = 1;  ///< kHyperband, kAsha: the first rung; rung k is at min_iter eta^k
  std::int64_t max_iter = 0;  ///< kHyperband, instead of min_iter: rungs at max_iter / eta^k
  std::int64_t s = 0;         ///< kHyperband with max_iter: k = 1 .. s
  double eta = 3;             ///< > 1
  bool is_strict = true;      ///< kHyperband: false: nothing stops where fewer than eta have been
  std::int64_t rungs = 0;     ///< kAsha: the number of rungs; 0: as many as there are
  std::size_t startup = 5;    ///< kMedian: nothing stops before so many others have finished
  std::int64_t warmup = 0;    ///< kMedian: nothing stops before this epoch
  std::int64_t interval = 1;  ///< kMedian: epochs from one decision to the next
};

/// The epochs at which the rule decides, ascending, all before `last_epoch`, where a run ends
/// anyway. Empty: the rule never stops such a run.
[[nodiscard]] std::vector<std::int64_t> decision_epochs(const StopRule& rule,
                                                        std::int64_t last_epoch);

/// A decision and what it rests on.
struct Decision {
  bool goes_on = true;
  double value = 0;      ///< of the run, as the rule compares it
  double threshold = 0;  ///< the worst value that goes on; +infinity: there is none
  std::size_t rank = 1;  ///< of the value among all, 1 is the best; equal values share a rank
  std::size_t of = 1;    ///< number of values compared, its own included
  std::size_t kept = 1;  ///< how many of them are not beyond the threshold
};

/// Decides about a run at one of decision_epochs(). `curve` are the values of the run so far, not
/// empty, the last one at this epoch. `others` are the values, at the same epoch, of runs with the
/// same seed that come earlier in planned order: for kHyperband and kAsha of those that reached the
/// epoch, whether they went on or not; for kMedian of those that finished. A NaN of the run stops
/// it (kMedian: when all of its values are NaN); a NaN of others does not count.
[[nodiscard]] Decision decide(const StopRule& rule, std::span<const double> curve,
                              std::span<const double> others);

}  // namespace ice::search
