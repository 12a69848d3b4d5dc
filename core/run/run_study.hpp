#pragma once
// Runs a study into a store, or shows what running it would do: what `ice run` and `ice plan` call.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "code/network_summary.hpp"
#include "plan/plan.hpp"
#include "plan/planning_context.hpp"
#include "run/observer.hpp"
#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::run {

struct RunOptions {
  unsigned workers = 0;  ///< processes, 0: one for each of base::usable_cores()
  plan::PlanOptions plan;
  bool isolate = false;                        ///< a process for every run
  std::vector<std::filesystem::path> plugins;  ///< files and folders of --plugin
  /// A signal handler sets it to the signal's number. Planning then ends and no further run is
  /// started; runs under way get a few seconds to end, and all that ended are committed.
  const std::atomic<int>* stop = nullptr;
};

struct Summary {
  std::map<store::Status, std::uint64_t> ended;  ///< runs that this call recorded, by status
  plan::Plan plan;
  double seconds = 0;        ///< from the call to the last commit
  bool interrupted = false;  ///< `stop` was set before all trials were planned and had run
};

/// The statuses that `--retry failed` means.
[[nodiscard]] std::set<store::Status> failed_statuses();

/// Plans the study, runs what is missing in worker processes and records every run. Returns when
/// all is committed. Makes the store when it is first needed. REQUIRES: main() hands over to
/// worker_main (worker.hpp) and plugin::probe_main. One thread; the process ignores SIGXFSZ
/// afterwards.
///
/// Throws UserError for faults of the study, its plugins or its data, before anything runs, and
/// when workers cannot be started; StoreError when the store fails. Every run that was reported
/// done is in the store then.
Summary run_study(const study::Study& study, const RunOptions& options,
                  const std::filesystem::path& store, Observer& observer);

/// Does what run_study does before it trains: plans the study and records the plan. Then calls
/// `use` instead of training; meanwhile nobody else writes to the store. Throws as run_study does,
/// and what `use` throws.
void with_plan(const study::Study& study, const RunOptions& options,
               const std::filesystem::path& store,
               const std::function<void(plan::PlanningContext&, const plan::Plan&)>& use);

/// A cell of a plan, and what is varied in it.
struct PreviewedCell {
  std::uint64_t cell = 0;
  std::vector<std::pair<std::string, base::Value>> parameters;  ///< full path -> value
};

struct Preview {
  plan::Plan plan;
  code::NetworkSummary network;  ///< the first cell's; without layers when no cell is left
  std::vector<PreviewedCell> first_cells;  ///< at most 8
};

/// Plans only: runs nothing and writes nothing. `store` need not exist. Where data files are not
/// there whose sizes the study declares, plans by these and adds a warning. Throws as run_study
/// does before anything runs.
[[nodiscard]] Preview plan_study(const study::Study& study, const RunOptions& options,
                                 const std::filesystem::path& store);

}  // namespace ice::run
