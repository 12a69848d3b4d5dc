#pragma once
// Writes to the store, an SQLite file. One process writes at a time: `ice run` while it records
// runs, and briefly what records looks at claims (judge::settle) or upgrades the store. Any number
// of processes may read at the same time (query/query.hpp).
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/merge.hpp"
#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "store/removal.hpp"
#include "store/told.hpp"
#include "store/upgrade/upgrade.hpp"
#include "study/study.hpp"

namespace ice::store {

/// The file of the store: `given` (--db), else $ICE_DB, else results/ice.db in this folder, or in
/// the nearest one above it that has one and belongs to the same user ("../../results/ice.db");
/// when there is none, results/ice.db in this folder.
[[nodiscard]] std::filesystem::path store_path(const std::string& given);

/// The size of a plan of a study. It counts all runs, recorded or not.
struct PlanSize {
  std::uint64_t runs = 0;
  std::string cells_sha256;  ///< SHA-256 over the keys of its cells: tells plans of a text apart
};

/// Says that a plan of a study contains a recorded run, and as which cell. A run that is recorded
/// under another cell key is moved to `identity` (this happens after an upgrade from schema 1,
/// which did not know cells). With an empty identity.key it stays in its cell.
struct Link {
  std::string key;         ///< key of the run
  std::uint64_t cell = 0;  ///< number of its cell in the plan
  Cell identity{};
};

/// The writer of a store. It holds a lock on FILE.lock while it exists: a second writer throws
/// StoreError that names the first one within 1 s. Not thread-safe: one thread at a time.
///
/// The order of calls: add_study and add_environment, whose ids the others take; link for runs that
/// were recorded before; add for each run that ends; commit(true) at the end.
///
/// After a StoreError the store is as it was before the call, and queued runs, also one that add()
/// has just queued, stay queued: commit may be called again.
class Writer {
 public:
  /// Creates the file when it does not exist, with its folder when that is named `results` (no
  /// other folder is made, because its name may be misspelt); upgrades a store of an older schema.
  /// Waits up to `busy_limit`, here and in every call, while another program has locked the file.
  /// Throws StoreError: not a database, a newer schema, read-only, busy, on a network file system,
  /// disk full.
  explicit Writer(const std::filesystem::path& file,
                  std::chrono::milliseconds busy_limit = std::chrono::seconds(30));
  /// Discards queued runs: call commit(true) before.
  ~Writer();

  /// What the constructor did to a store of an older schema, for a message to the user.
  [[nodiscard]] const std::optional<Upgrade>& upgraded() const;

  /// Records a plan of the study and makes its text the newest revision of its name. Returns the id
  /// of the revision, which is the same for the same name and text. A claim that an earlier
  /// revision declared with the same definition keeps the time of that declaration.
  std::int64_t add_study(const study::Study& study, const PlanSize& plan = {});

  /// The id of the recorded revision that has this name and text; nullopt when there is none.
  [[nodiscard]] std::optional<std::int64_t> find_revision(const study::Study& study);

  /// Takes over the runs of another store into a revision (merge.hpp), in one transaction.
  Merge merge(const std::filesystem::path& shard, std::int64_t revision_id);

  /// Records an environment, if it is a new one, and returns its id.
  std::int64_t add_environment(const Environment& environment);

  /// The status of the run of each key, in the order of the keys; nullopt when it is not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// For the run of each key the first of `metrics` that it lacks; an empty text where it has all
  /// of them, or is not recorded.
  [[nodiscard]] std::vector<std::string> lacking_metric(std::span<const std::string> keys,
                                                        std::span<const std::string> metrics);

  /// For the run of each key the final value of a metric; nullopt where it has none, or is not
  /// recorded.
  [[nodiscard]] std::vector<std::optional<double>> values(std::span<const std::string> keys,
                                                          const std::string& metric);

  /// Records that the revision's current plan contains these runs too. Ignores keys that are not
  /// recorded; add() links a run when it records it.
  void link(std::int64_t revision_id, std::span<const Link> links);

  /// Records a look at a claim of the study, unless the same look is recorded.
  void add_look(const std::string& study, const Look& look);

  // Trials that somebody else trains (told.hpp).
  [[nodiscard]] std::vector<ToldTrial> told(const std::string& study);
  /// At most two.
  [[nodiscard]] std::vector<ToldTrial> find_told(const std::string& prefix);
  /// REQUIRES: their studies are recorded.
  void put_told(const std::vector<ToldTrial>& trials);

  // The care of what is recorded. REQUIRES for all: the queue is empty, and what is named is there.
  /// Replaces the marks of a study, or of the run with this whole key.
  void mark_study(const std::string& name, const Marks& marks);
  void mark_run(const std::string& key, const Marks& marks);
  /// rename_study (rename.hpp), which says what else it requires. Throws UserError when the new
  /// name is taken. Returns the studies that follow it.
  std::vector<std::string> rename(const std::string& study, const std::string& new_name);
  /// Deletes runs and studies (removal.hpp); returns what it deleted.
  Removal remove(const RemovalRequest& request);

  /// Queues one ended run, which replaces an earlier run of the same key. Commits the queue when it
  /// has 1000 rows. `done` is called in this thread after the commit; only then may the run be
  /// reported as done. `done` must not throw. Throws Error for a malformed run (well_formed).
  void add(std::int64_t revision_id, std::int64_t environment_id, Run run,
           std::function<void()> done);

  /// The time at which the queue is due (200 ms after its oldest run), until which the caller may
  /// wait; nullopt when the queue is empty.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_commit() const;

  /// Commits the queue in one transaction, if it is due or `now` is true. Throws StoreError,
  /// without calling any `done`, when that fails or the file was deleted or replaced.
  void commit(bool now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
