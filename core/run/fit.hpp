#pragma once
// Do a trial's plugins, its data and what the study asks of them fit together? Found before
// anything runs.
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "run/resolve.hpp"
#include "spec/study.hpp"
#include "spec/trial.hpp"

namespace ice::run {

/// Every misfit of one trial, "file:line:col: what. What to do": a plugin without float32, a loss
/// or an output activation that the data's task cannot have, a list of dropout rates of another
/// length than the hidden layers, a metric that the data does not have.
[[nodiscard]] std::vector<std::string> find_misfits(const spec::Study& study,
                                                    const spec::Trial& trial,
                                                    const ResolvedCode& resolved,
                                                    const data::Shape& data);

}  // namespace ice::run
