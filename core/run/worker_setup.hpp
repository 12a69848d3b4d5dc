#pragma once
// What the workers of a study share.
#include "plan/planning_context.hpp"
#include "study/study.hpp"
#include "worker/message.hpp"

namespace ice::run {

/// The setup of workers that train trials of this study. Call it after all of these trials are
/// resolved: it names the data sets and the plugins that they use. It borrows the data's
/// descriptors from the context.
[[nodiscard]] worker::Setup worker_setup(const study::Study& study,
                                         const plan::PlanningContext& context);

}  // namespace ice::run
