#pragma once
// Which trials of a plan are recorded already.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "study/study.hpp"

namespace ice::plan {

/// The metrics by which the study judges its runs, each once.
[[nodiscard]] std::vector<std::string> judging_metrics(const study::Study& study);

/// Moves trials from Plan::trials, from index `first` on, to Plan::recorded if the store has them
/// and `options` do not ask for them again. Adds to `lacking`, for each metric of `metrics`, the
/// finished runs that run again because they lack it.
void set_recorded_apart(Plan& plan, std::size_t first, const std::vector<std::string>& metrics,
                        const StatusLookup& statuses, const PlanOptions& options,
                        std::map<std::string, std::uint64_t>& lacking);

}  // namespace ice::plan
