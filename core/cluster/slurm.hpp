#pragma once
// Slurm, through its commands: sbatch, squeue and scontrol.
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ice::cluster {

inline constexpr std::chrono::seconds kSlurmLimit{60};  ///< for an answer of its controller

/// A task of an array: number of the job, number of the task.
using ArrayTask = std::pair<std::string, std::size_t>;
enum class TaskState { kQueued, kRunning };

/// The tasks of this user that wait or run now, from one call of squeue. Nothing when Slurm does
/// not answer. sacct is never asked: many places do not have it.
[[nodiscard]] std::optional<std::map<ArrayTask, TaskState>> slurm_tasks();

/// The same from what squeue printed: "12|3|RUNNING" lines.
[[nodiscard]] std::map<ArrayTask, TaskState> tasks_in(const std::string& squeue);

/// What Slurm says of itself.
struct SlurmConfig {
  enum class Answer { kNoSlurm, kSilent, kAnswers };
  Answer answer = Answer::kNoSlurm;
  std::string complaint;         ///< of scontrol, where the controller is silent
  std::string version;           ///< "22.05.8"
  std::size_t highest_task = 0;  ///< of an array
};
[[nodiscard]] SlurmConfig slurm_config();

/// The value of a key in what `scontrol show config` printed; empty when it is not there.
[[nodiscard]] std::string config_value(const std::string& config, const std::string& key);

/// The highest number of a task in an array, from what `scontrol show config` printed.
[[nodiscard]] std::size_t highest_task(const std::string& config);

/// The command line of sbatch for an array of these tasks. What the site asks for replaces our own
/// option of the same name; "array=%4" limits how many tasks run at a time.
[[nodiscard]] std::vector<std::string> sbatch_line(const std::vector<std::string>& of_site,
                                                   const std::string& name,
                                                   const std::string& tasks,
                                                   const std::string& logs);

}  // namespace ice::cluster
