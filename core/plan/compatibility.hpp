#pragma once
// Checks, before anything runs, whether the plugins of a trial, its data and what the study asks of
// them fit together.
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "data/dataset.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::plan {

/// What does not fit in one trial: each a line "file:line:col: what. What to do".
struct Compatibility {
  /// The trial must not run: a plugin computes only in float64; the loss or the output activation
  /// cannot suit the data or each other (loss_compatibility.hpp); labels are smoothed for a loss
  /// that is no cross-entropy; there are not as many dropout rates as hidden layers; the warm-up
  /// takes the whole training; the data do not have a metric, or it is measured too late to pick an
  /// epoch.
  std::vector<std::string> faults;
  /// The study may mean it: a plugin failed its check; plugins do not declare what they give or
  /// need; the outputs do not reach all targets.
  std::vector<std::string> warnings;
};
[[nodiscard]] Compatibility check_trial(const study::Study& study, const study::Trial& trial,
                                        const code::ResolvedCode& resolved,
                                        const data::Shared& data);

}  // namespace ice::plan
