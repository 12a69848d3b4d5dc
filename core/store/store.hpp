#pragma once
// The store: one SQLite file, one writer. Opened for writing by `ice run` alone; reading always
// works beside it (query.hpp).
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "store/upgrade/upgrade.hpp"
#include "study/study.hpp"

namespace ice::store {

/// The store's file: `given` (--db), else $ICE_DB, else results/ice.db.
[[nodiscard]] std::filesystem::path store_path(const std::string& given);

/// What a study's plan wants in all, recorded or not.
struct PlanSize {
  std::uint64_t runs = 0;
  std::string cells_sha256;  ///< of the keys of its cells: another one is another plan
};

/// A run that a study's plan holds, and the cell it is there. A recorded run whose cell is another
/// one (of a store of schema 1, which did not know cells) is moved to this one; without a key of
/// the cell it stays in the one it has.
struct Link {
  std::string key;
  std::uint64_t cell = 0;
  Cell identity{};
};

/// The one writer. Holds an OFD lock on FILE.lock while it lives: a second writer throws StoreError
/// naming the first within 1 s. One thread. A StoreError of any call leaves the store as it was
/// before the call, and what is queued stays queued: `commit` may be called again.
class Writer {
 public:
  /// Creates the file and its folder when absent; upgrades a store of an older schema. Throws
  /// StoreError: not a database, a newer schema, read-only, busy, on a network file system, disk
  /// full. A lock that another program holds on the file is waited for up to `busy_limit`, here and
  /// in every call.
  explicit Writer(const std::filesystem::path& file,
                  std::chrono::milliseconds busy_limit = std::chrono::seconds(30));
  /// Abandons what is queued: call commit(true) before.
  ~Writer();

  /// What was done to an older store when it was opened; to be told to the user.
  [[nodiscard]] const std::optional<Upgrade>& upgraded() const;

  /// Records a plan of the study, and makes its text the newest revision of its name; returns the
  /// revision's id, which is the same for the same name and text. A claim that an earlier revision
  /// declared in the same words keeps the time of that declaration.
  std::int64_t add_study(const study::Study& study, const PlanSize& plan = {});

  /// Records the environment (once per content); returns its id.
  std::int64_t add_environment(const Environment& environment);

  /// How the run of each key ended; nothing for keys that are not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// Notes that the revision's present plan holds these runs too. Keys that are not recorded are
  /// passed over: `add` links a run when it is recorded.
  void link(std::int64_t revision_id, std::span<const Link> links);

  /// Keeps a look at a claim of the study. The same look again changes nothing.
  void add_look(const std::string& study, const Look& look);

  /// Queues one ended run; an earlier run of the same key is replaced. `done` is called after the
  /// run's commit: only then may it be reported. Commits once 1000 rows are queued.
  void add(std::int64_t revision_id, std::int64_t environment_id, Run run,
           std::function<void()> done);

  /// When the next grouped commit is due (200 ms after the oldest queued run), for the caller's
  /// wait; nothing when the queue is empty.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_commit() const;

  /// Commits what is queued in one transaction if due; `now` forces it. Throws StoreError, without
  /// calling any `done`, when it fails or when the file was deleted or replaced meanwhile.
  void commit(bool now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
