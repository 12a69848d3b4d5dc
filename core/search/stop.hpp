#pragma once
// Which run goes on: the rules of `experiment.early_terminate`, as pure functions. Values are to be
// minimized (the caller negates what is to be maximized); NaN stops a run.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ice::search {

/// A stopping rule. Epochs are counted from 1.
struct StopRule {
  enum class Type {
    kHyperband,  ///< W&B's: worse than a share 1 / eta of those at the band
    kAsha,       ///< asynchronous successive halving (Li et al. 2020), as Optuna's
    kMedian      ///< own best value is worse than the median of finished runs at that epoch
  } type = Type::kHyperband;
  std::int64_t min_iter =
      1;  ///< first rung of kHyperband (0: counted down from max_iter) and kAsha
  std::int64_t max_iter =
      0;                    ///< kHyperband: rungs are max_iter / eta^k for k = 1 .. s; 0: min_iter
  std::int64_t s = 0;       ///< kHyperband with max_iter: number of rungs
  double eta = 3;           ///< > 1
  bool is_strict = true;    ///< kHyperband: see goes_on()
  std::int64_t rungs = 0;   ///< kAsha: most rungs; 0: as many as there are
  std::size_t startup = 5;  ///< kMedian: no run stops before so many runs have finished
  std::int64_t warmup = 0;  ///< kMedian: no run stops at or before this epoch
  std::int64_t interval = 1;  ///< kMedian: epochs from one decision to the next
};

/// The epochs at which the rule decides, ascending, all below `last_epoch` (at the last epoch a run
/// ends anyway). Empty: the rule never stops such a run.
[[nodiscard]] std::vector<std::int64_t> decision_epochs(const StopRule& rule,
                                                        std::int64_t last_epoch);

/// A decision and what it rests on.
struct Decision {
  bool goes_on = true;
  double value = 0;      ///< of the run, as the rule compares it
  double threshold = 0;  ///< the worst value that goes on; +infinity: none was set
  std::size_t rank = 1;  ///< of the value among all, 1 is best; equal values share the better rank
  std::size_t of = 1;    ///< number of values compared, its own included
  std::size_t kept = 1;  ///< how many of them go on by the rule
};

/// Decides about a run at one of decision_epochs(). `curve` has the values of the run so far,
/// the last one at this epoch. `others` has the values, at the same epoch, of runs with the same
/// seed that come earlier in planned order: for kHyperband and kAsha of those that reached this
/// epoch (stopped there or not), for kMedian of those that finished.
[[nodiscard]] Decision goes_on(const StopRule& rule, std::span<const double> curve,
                               std::span<const double> others);

}  // namespace ice::search
