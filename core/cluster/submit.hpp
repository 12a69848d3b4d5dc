#pragma once
// Submits what is missing of a study: `ice submit`.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cluster/collect.hpp"
#include "cluster/engine.hpp"
#include "run/run_study.hpp"
#include "study/study.hpp"

namespace ice::cluster {

struct SubmitOptions {
  run::RunOptions run;           ///< `plugins` and `plan` count
  double chunk_seconds = 1200;   ///< how long a chunk takes on one core
  std::uint64_t chunk_runs = 0;  ///< runs of a chunk; 0: from chunk_seconds
  bool copy_data = false;
};

/// How long a run takes.
struct RunTime {
  double seconds = 0;
  std::uint64_t recorded = 0;  ///< finished runs of the study that it is the mean of; 0: guessed
                               ///< from the operations of the first cell's network
};

/// What was given to the engine of one job folder.
struct Given {
  std::filesystem::path folder;
  bool is_new = false;
  std::size_t chunks = 0;
  std::uint64_t runs = 0;  ///< of these chunks, those that parts have included
  std::string how;         ///< Engine::start
};

struct Submitted {
  std::vector<Given> given;
  RunTime run_time;                   ///< by which new folders were cut
  std::uint64_t recorded = 0;         ///< runs of the plan that are in the store
  std::uint64_t under_way = 0;        ///< runs in chunks that wait or run now
  std::vector<Collected> collected;   ///< what was taken over before
  std::vector<std::string> warnings;  ///< of the plan, and job folders that cannot be read
};

/// Collects what tasks of the study have published, plans the study, and gives the engine what is
/// missing: chunks of earlier job folders that nobody has published and no engine has any more, and
/// a new folder with the runs that no folder has. So submitting again submits exactly what is
/// missing, and nothing where all is under way. Holds the store meanwhile. Throws as run::run_study
/// does, UserError when an engine or Slurm does not answer, and for a study whose cells depend on
/// results.
[[nodiscard]] Submitted submit(const study::Study& study, const SubmitOptions& options,
                               const Engine& engine, const std::filesystem::path& store);

}  // namespace ice::cluster
