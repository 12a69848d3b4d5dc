#pragma once
// What a study may well mean and probably does not: told before anything runs, and never an error.
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "run/resolve.hpp"
#include "spec/study.hpp"
#include "spec/trial.hpp"

namespace ice::run {

/// Of the study whole: a goal against the metric's nature. Each is one line, "file:line:col: path:
/// what. What to do", as errors are.
[[nodiscard]] std::vector<std::string> warnings_of(const spec::Study& study);

/// Of one trial: a batch larger than the training part, a split that leaves samples over.
[[nodiscard]] std::vector<std::string> warnings_of(const spec::Study& study,
                                                   const spec::Trial& trial,
                                                   const ResolvedCode& resolved,
                                                   const data::Shape& data);

}  // namespace ice::run
