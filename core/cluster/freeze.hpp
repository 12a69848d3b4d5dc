#pragma once
// Makes a job folder from a plan.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "cluster/frozen_plan.hpp"
#include "plan/plan.hpp"
#include "plan/planning_context.hpp"
#include "study/study.hpp"

namespace ice::cluster {

struct FreezeOptions {
  std::uint64_t runs_per_chunk = 1;
  double seconds = 0;      ///< estimate of a run's time, for the record
  bool copy_data = false;  ///< data files that the study names go into the folder
};

/// SHA-256 over the keys of these trials, in their order.
[[nodiscard]] std::string keys_sha256(std::span<const plan::PlannedTrial> trials);

/// The trials in chunks of at most `most` runs, all of about the same size.
[[nodiscard]] std::vector<Chunk> cut(std::span<const plan::PlannedTrial> trials,
                                     std::uint64_t most);

/// Freezes `trials`, which are some of the plan's, into a new folder in `jobs`, STUDY-N, and
/// returns it. The folder appears whole or not at all. REQUIRES: the plan was made with the
/// context; `trials` is not empty. Throws UserError when it cannot be written, when a plugin file
/// changed since it was read, and for --copy-data with an absolute file name.
[[nodiscard]] std::filesystem::path freeze(const study::Study& study,
                                           plan::PlanningContext& context, const plan::Plan& plan,
                                           std::span<const plan::PlannedTrial> trials,
                                           const FreezeOptions& options,
                                           const std::filesystem::path& jobs);

}  // namespace ice::cluster
