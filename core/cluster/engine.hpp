#pragma once
// Engines: what a place already has to start tasks on its machines. Ice brings none of its own.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cluster/job_folder.hpp"

namespace ice::cluster {

/// How tasks are started.
struct EngineOptions {
  std::vector<std::string> sbatch;  ///< options of the site, "key=value" or "key"
  std::vector<std::string> setup;   ///< lines of shell that run before a task: "module load gcc"
  std::filesystem::path hosts;      ///< of ssh: GNU parallel's file of logins
};

/// Hands chunks of a job folder to machines. Each call returns when they are handed over: what
/// starts them then does not need this process.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Starts a task for each of these chunks, sometime; returns what was done, for people: "Slurm
  /// job 12, tasks 0-3". Writes into submitted/ what is needed to find the tasks again. Throws
  /// UserError when the engine refuses.
  [[nodiscard]] virtual std::string start(const JobFolder& folder,
                                          const std::vector<std::size_t>& chunks) const = 0;
};

/// Throws UserError when the programs that it needs are not there, before anything is frozen.
[[nodiscard]] std::unique_ptr<Engine> slurm_engine(const EngineOptions& options);
[[nodiscard]] std::unique_ptr<Engine> ssh_engine(const EngineOptions& options);
/// Starts nothing: says which commands are to be run.
[[nodiscard]] std::unique_ptr<Engine> print_engine(const EngineOptions& options);

/// The engine named slurm, ssh or print.
[[nodiscard]] std::unique_ptr<Engine> engine_named(const std::string& name,
                                                   const EngineOptions& options);

/// Numbers as people write them, and Slurm reads them: "0-3,7,9-12". REQUIRES: ascending.
[[nodiscard]] std::string ranges_text(const std::vector<std::size_t>& numbers);

}  // namespace ice::cluster
