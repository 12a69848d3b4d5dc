#pragma once
// Which chunks of a job folder an engine still has: queued, or running.
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "cluster/job_folder.hpp"
#include "cluster/slurm.hpp"

namespace ice::cluster {

/// Asks Slurm once, when the first folder that was given to it is looked at, and answers from that
/// for all folders. One thread at a time.
class UnderWay {
 public:
  /// The chunks that an engine still has. Those of GNU parallel count as running while it lives on
  /// this machine. What was only printed is not known.
  [[nodiscard]] std::map<std::size_t, TaskState> of(const JobFolder& folder);

  /// Whether Slurm was asked and did not answer: of() then lacks its tasks.
  [[nodiscard]] bool is_slurm_silent() const { return is_asked_ && !tasks_; }

 private:
  std::optional<std::map<ArrayTask, TaskState>> tasks_;
  bool is_asked_ = false;
};

}  // namespace ice::cluster
