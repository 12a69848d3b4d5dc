#pragma once
// Do a trial's plugins, its data and what the study asks of them fit together? Found before
// anything runs.
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "data/dataset.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::plan {

/// What does not fit in one trial: each a line "file:line:col: what. What to do".
struct Compatibility {
  /// What must not run: a plugin without float32, a loss or an output activation that cannot suit
  /// the data or each other (loss_compatibility.hpp), a list of dropout rates of another length
  /// than the hidden layers, a metric that the data does not have.
  std::vector<std::string> faults;
  /// What may be meant: a plugin whose check failed, plugins that do not say what they give or
  /// need, outputs that do not reach all targets.
  std::vector<std::string> warnings;
};
[[nodiscard]] Compatibility check_trial(const study::Study& study, const study::Trial& trial,
                                        const code::ResolvedCode& resolved,
                                        const data::Shared& data);

}  // namespace ice::plan
