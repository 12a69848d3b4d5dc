#pragma once
// What a study may well mean and probably does not: told before anything runs, and never an error.
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "data/dataset.hpp"
#include "study/study.hpp"
#include "study/trial.hpp"

namespace ice::plan {

/// Of the study whole: a goal against the metric's nature. Each is one line, "file:line:col: path:
/// what. What to do", as errors are.
[[nodiscard]] std::vector<std::string> warnings_of(const study::Study& study);

/// Of one trial: a batch larger than the training part, a split that leaves samples over.
[[nodiscard]] std::vector<std::string> warnings_of(const study::Study& study,
                                                   const study::Trial& trial,
                                                   const code::ResolvedCode& resolved,
                                                   const data::Shape& data);

}  // namespace ice::plan
