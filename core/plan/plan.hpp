#pragma once
// Study x catalogue x data x store -> what is to run, and why the rest is not.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "code/resolve.hpp"
#include "code/run_key.hpp"
#include "plan/datasets.hpp"
#include "store/record.hpp"
#include "store/store.hpp"
#include "study/study.hpp"

namespace ice::plan {

/// A cell that has trials in the plan.
struct PlannedCell {
  std::uint64_t cell = 0;   ///< its number in the study's expansion
  std::size_t dataset = 0;  ///< of Datasets
  code::PackedKey key{};    ///< code::CellKeys::cell
  std::string network;      ///< that the study asks for, as code::kept_network; empty: none
};

struct PlannedTrial {
  std::uint64_t slot = 0;  ///< of study::trial_at
  std::size_t cell = 0;    ///< of Plan::cells
  code::PackedKey key{};
};

/// What there is to do. Every slot of the study is in exactly one of the counts:
/// slots = trials + recorded + excluded + repetitions + capped + left_for_later.
struct Plan {
  std::uint64_t slots = 0;             ///< cells x seeds before exclusions
  std::vector<PlannedCell> cells;      ///< of all trials: to run, recorded, left for later
  std::vector<PlannedTrial> trials;    ///< to run, in the study's order
  std::vector<PlannedTrial> recorded;  ///< in the store already, not to run
  std::map<store::Status, std::uint64_t> recorded_by_status;
  std::map<std::string, std::uint64_t> excluded;  ///< reason -> slots
  std::uint64_t repetitions = 0;                  ///< equal to an earlier slot's run
  std::uint64_t capped = 0;                       ///< past the study's run_cap
  std::uint64_t left_for_later = 0;               ///< past PlanOptions::limit
  std::vector<std::string> varied;                ///< full paths of the varied parameters
  /// What the study may not mean, each once: "file:line:col: path: what. What to do".
  std::vector<std::string> warnings;
};

/// What the store keeps of a plan: how many runs it wants in all, and of which cells.
[[nodiscard]] store::PlanSize size_of(const Plan& plan);

struct PlanOptions {
  std::set<store::Status> retry{};  ///< recorded runs that ended so are run again
  bool force = false;               ///< all recorded runs are run again
  std::uint64_t limit = 0;          ///< runs at most, 0: all
  /// Whether a run's network (code::kept_network) is saved; a finished run without the network that
  /// the study asks for is run again. Empty: networks are not asked about.
  std::function<bool(const std::string& key, const std::string& network)> has_network{};
};

/// How the runs of these keys ended, for those that are recorded.
using StatusLookup =
    std::function<std::vector<std::optional<store::Status>>(std::span<const std::string>)>;

/// Walks the study once. Data sets are loaded into `datasets` as the trials name them. Throws one
/// UserError with every fault of plugin references, data and their fit, before anything runs. Empty
/// when `stop` was set (to anything but 0) on the way: planning 10^7 trials takes a while.
[[nodiscard]] Plan make_plan(const study::Study& study, code::Resolver& resolver,
                             Datasets& datasets, const StatusLookup& statuses,
                             const PlanOptions& options = {},
                             const std::atomic<int>* stop = nullptr);

}  // namespace ice::plan
