#pragma once
// Warnings of what a study is allowed to ask for and probably does not mean. They are reported
// before anything runs and are never errors.
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "data/dataset.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::plan {

/// Warnings of the study as a whole: a goal that is the opposite of what is good for the metric.
/// Each is a line "file:line:col: path: what. What to do", as errors are.
[[nodiscard]] std::vector<std::string> warnings_of(const study::Study& study);

/// Warnings of one trial: a batch larger than the training part, a split that leaves samples over,
/// unless the study varies the training part.
[[nodiscard]] std::vector<std::string> warnings_of(const study::Study& study,
                                                   const study::Trial& trial,
                                                   const code::ResolvedCode& resolved,
                                                   const data::Shape& data);

}  // namespace ice::plan
