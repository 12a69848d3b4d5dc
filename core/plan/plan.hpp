#pragma once
// Study x catalogue x data x store -> what is to run, and why the rest is not.
#include <array>
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
#include "plan/datasets.hpp"
#include "store/record.hpp"
#include "store/store.hpp"
#include "study/study.hpp"

namespace ice::plan {

/// Raised only when results change (tools/signature.sh shows it): part of every run's identity.
inline constexpr int kNumericsVersion = 1;

/// The keys of a cell's runs: key = SHA-256 of the canonical JSON of code (plugins qualified,
/// defaults filled in, identity_of), seed, data digest, plugin identities (a core plugin's id; any
/// other's id and file digest) and the numerics version. What the runs share is put into words
/// once.
class CellKeys {
 public:
  CellKeys(const base::Value& resolved_code, const std::string& data_digest,
           const std::map<std::string, std::string>& plugin_identities);

  /// 64 hex digits.
  [[nodiscard]] std::string of(std::uint64_t seed) const;

  /// The cell's own: the same hash without the seed.
  [[nodiscard]] std::string cell() const;

 private:
  std::string text_;  ///< of the identity up to the seed, its last word
};

/// A run's key as bytes: a plan of 10^6 trials keeps one each.
using PackedKey = std::array<std::uint8_t, 32>;
[[nodiscard]] PackedKey pack_key(const std::string& hex);
[[nodiscard]] std::string unpack_key(const PackedKey& key);

/// A cell that has trials in the plan.
struct PlannedCell {
  std::uint64_t cell = 0;   ///< its number in the study's expansion
  std::size_t dataset = 0;  ///< of Datasets
  PackedKey key{};          ///< CellKeys::cell
};

struct PlannedTrial {
  std::uint64_t slot = 0;  ///< of study::trial_at
  std::size_t cell = 0;    ///< of Plan::cells
  PackedKey key{};
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
