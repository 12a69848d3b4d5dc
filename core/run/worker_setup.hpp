#pragma once
// Makes the setup that the workers of a study share.
#include "plan/planning_context.hpp"
#include "study/study.hpp"
#include "worker/message.hpp"

namespace ice::run {

/// The setup of workers that train trials of this study. REQUIRES: these trials were planned or
/// resolved with the context, so that it has the data sets and plugins that they use. The
/// descriptors of the data stay the context's: it must outlive the workers.
[[nodiscard]] worker::Setup worker_setup(const study::Study& study,
                                         const plan::PlanningContext& context);

}  // namespace ice::run
