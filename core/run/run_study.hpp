#pragma once
// The two commands of this module, whole: run a study into a store; show what running it would do.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "code/network_summary.hpp"
#include "plan/plan.hpp"
#include "run/observer.hpp"
#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::run {

struct RunOptions {
  unsigned workers = 0;  ///< processes, 0: one for each of base::usable_cores()
  plan::PlanOptions plan;
  bool isolate = false;                        ///< a process for every run
  std::vector<std::filesystem::path> plugins;  ///< files and folders of --plugin
  /// Set to a signal's number by its handler: planning ends, no further run is started, those that
  /// run may end within a few seconds, all that ended is committed.
  const std::atomic<int>* stop = nullptr;
};

struct Summary {
  std::map<store::Status, std::uint64_t> ended;  ///< of this call, by status
  plan::Plan plan;
  double seconds = 0;        ///< from the call to the last commit
  bool interrupted = false;  ///< `stop` was set before all trials had run, or were planned
};

/// Statuses that `--retry failed` means.
[[nodiscard]] std::set<store::Status> failed_statuses();

/// Plans, runs what is missing in worker processes, records every run. The program's main() must
/// hand over to worker_main (worker.hpp) and plugin::probe_main. Throws UserError before anything
/// runs, StoreError when the store fails (what was reported done is in it).
Summary run_study(const study::Study& study, const RunOptions& options,
                  const std::filesystem::path& store, Observer& observer);

/// What `ice plan` shows; nothing is run, nothing is written.
struct Preview {
  plan::Plan plan;
  code::NetworkSummary network;  ///< of the first cell; without layers when no cell is left
};

/// `store` need not exist.
[[nodiscard]] Preview plan_study(const study::Study& study, const RunOptions& options,
                                 const std::filesystem::path& store);

}  // namespace ice::run
