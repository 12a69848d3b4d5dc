#pragma once
// What a machine does for a job folder: `ice task FOLDER INDEX`.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "cluster/job_folder.hpp"
#include "run/observer.hpp"
#include "run/run_study.hpp"

namespace ice::cluster {

struct TaskOptions {
  unsigned workers = 0;                    ///< as in RunOptions
  const std::atomic<int>* stop = nullptr;  ///< as in RunOptions
  std::filesystem::path scratch;           ///< a folder on a local disk, for the shard meanwhile
};

/// What a task did with a chunk.
struct ChunkOutcome {
  enum class How {
    kPublished,  ///< all of its runs
    kStopped,    ///< those that had ended, as a part
    kNotNeeded,  ///< another task published it before
  };
  std::size_t chunk = 0;
  How how = How::kPublished;
  run::Summary summary;
};

/// How the caller looks on.
struct TaskEvents {
  /// The observer of a chunk that begins. The task destroys it when the chunk ends.
  std::function<std::unique_ptr<run::Observer>(const study::Study&, std::size_t chunk)> begins;
  std::function<void(const ChunkOutcome&)> ended;
};

/// Runs chunk `index` of the folder and publishes it, then the next one that nobody has taken, and
/// when there is none one that another task has taken but not published: that task may be dead, and
/// runs are the same wherever they are made. A chunk is taken twice at most, except the task's own.
/// A chunk of which parts are published is gone on with. Stops soon after `stop` is set, and
/// publishes what has ended. REQUIRES and throws as run_study does; UserError also for an index
/// that the folder does not have, another version of ice or of numerics than the plan's, and other
/// data than the plan's: then nothing is trained.
void run_task(const JobFolder& folder, std::size_t index, const TaskOptions& options,
              const TaskEvents& events);

}  // namespace ice::cluster
