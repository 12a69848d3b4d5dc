#pragma once
// Makes the plan of a study from the study, the catalogue of plugins, the data and the store: which
// trials are to run, and why the others are not.
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
  std::size_t dataset = 0;  ///< index in Datasets; of its first seed's split
  code::PackedKey key{};    ///< code::CellKeys::cell
  std::string network;      ///< the one that the study asks for (code::kept_network); empty: none
};

struct PlannedTrial {
  std::uint64_t slot = 0;  ///< index in the study's expansion: a cell with a seed
  std::size_t cell = 0;    ///< index in Plan::cells
  code::PackedKey key{};   ///< key of the run
};

/// What is to run. Every slot of the study is in exactly one of the counts:
/// slots = trials + recorded + excluded + repetitions + capped + left_for_later + undecided.
struct Plan {
  std::uint64_t slots = 0;             ///< cells x seeds before exclusions
  std::vector<PlannedCell> cells;      ///< all that have trials to run, recorded, or left for later
  std::vector<PlannedTrial> trials;    ///< to run, in the study's order
  std::vector<PlannedTrial> recorded;  ///< in the store already, not to run
  std::map<store::Status, std::uint64_t> recorded_by_status;
  std::map<std::string, std::uint64_t> excluded;  ///< reason -> slots
  std::uint64_t repetitions = 0;                  ///< slots whose run an earlier slot has
  std::uint64_t capped = 0;                       ///< slots past the study's run_cap
  std::uint64_t left_for_later = 0;               ///< trials past PlanOptions::limit
  std::uint64_t undecided = 0;  ///< slots of cells that are proposed when earlier results are known
  bool depends_on_results = false;  ///< the study's method learns: further cells follow results
  bool has_splits_of_runs = false;  ///< of some cells (data::is_drawn_by_run)
  std::vector<std::string> varied;  ///< full paths of the varied parameters
  /// What the study may not mean, each once: "file:line:col: path: what. What to do".
  std::vector<std::string> warnings;
};

/// What the store keeps of a plan: how many runs it has, recorded or not, and of which cells.
[[nodiscard]] store::PlanSize size_of(const Plan& plan);

/// For the run of each of these keys, in their order, the first of `metrics` that it lacks; an
/// empty text where it has all of them, or is not recorded.
using MetricLookup = std::function<std::vector<std::string>(std::span<const std::string> keys,
                                                            std::span<const std::string> metrics)>;

/// For the run of each of these keys, in their order, the value of a metric after its last epoch;
/// nothing where the run is not recorded or has no such metric.
using ValueLookup = std::function<std::vector<std::optional<double>>(
    std::span<const std::string> keys, const std::string& metric)>;

struct PlanOptions {
  std::set<store::Status> retry{};  ///< recorded runs with these statuses run again
  bool force = false;               ///< all recorded runs run again
  std::uint64_t limit = 0;          ///< trials to run at most; 0: all
  /// Plans only these slots of the study, ascending, which are then all that the plan's counts
  /// beside `slots` hold. Empty: all. REQUIRES: the study has them.
  std::vector<std::uint64_t> only{};
  /// Whether this network of a run (code::kept_network) is saved. A finished run whose network the
  /// study asks for and nobody saved runs again. Empty: networks are not looked for.
  std::function<bool(const std::string& key, const std::string& network)> has_network{};
  /// A finished run that lacks a metric by which the study judges, because an earlier ice did not
  /// measure it, runs again, and a warning says so. Empty: metrics are not looked for.
  MetricLookup lacking_metric{};
  /// Results of recorded runs, from which a method that learns proposes further cells. Empty: they
  /// are not looked for, and only the first cells are planned.
  ValueLookup values{};
};

/// How the runs of these keys ended, in their order; nothing for keys that are not recorded.
using StatusLookup =
    std::function<std::vector<std::optional<store::Status>>(std::span<const std::string>)>;

/// Walks the study once, in the calling thread, as far as recorded results allow (Planner goes on
/// from there). REQUIRES: `resolver` is of this study. Loads data sets into `datasets` when trials
/// name them. Throws one UserError with all faults of plugin references, data and their
/// compatibility. Returns an empty plan when `stop` becomes other than 0 on the way (a signal
/// handler sets it): planning 10^7 trials takes a while.
[[nodiscard]] Plan make_plan(const study::Study& study, code::Resolver& resolver,
                             Datasets& datasets, const StatusLookup& statuses,
                             const PlanOptions& options = {},
                             const std::atomic<int>* stop = nullptr);

}  // namespace ice::plan
