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

#include "spec/study.hpp"
#include "store/record.hpp"

namespace ice::store {

/// The store's file: `given` (--db), else $ICE_DB, else results/ice.db.
[[nodiscard]] std::filesystem::path store_path(const std::string& given);

/// A run that a study's plan holds, and the cell it is there.
struct Link {
  std::string key;
  std::uint64_t cell = 0;
};

/// The one writer. Holds an OFD lock on FILE.lock while it lives: a second writer throws StoreError
/// naming the first within 1 s. One thread. A StoreError of any call leaves the store as it was
/// before the call, and what is queued stays queued: `commit` may be called again.
class Writer {
 public:
  /// Creates the file and its folder when absent. Throws StoreError: not a database, a newer
  /// schema, read-only, busy, on a network file system, disk full. A lock that another program
  /// holds on the file is waited for up to `busy_limit`, here and in every call.
  explicit Writer(const std::filesystem::path& file,
                  std::chrono::milliseconds busy_limit = std::chrono::seconds(30));
  /// Abandons what is queued: call commit(true) before.
  ~Writer();

  /// Records the study (once per name and text) with its claims, and makes it the newest of its
  /// name; returns its id. A claim that an earlier text of the study declared in the same words
  /// keeps the time of that declaration.
  std::int64_t add_study(const spec::Study& study);

  /// Records the environment (once per content); returns its id.
  std::int64_t add_environment(const Environment& environment);

  /// How the run of each key ended; nothing for keys that are not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// Notes that the study's plan holds these runs too. Keys that are not recorded are passed over:
  /// `add` links a run when it is recorded.
  void link(std::int64_t study_id, std::span<const Link> links);

  /// Queues one ended run; an earlier run of the same key is replaced. `done` is called after the
  /// run's commit: only then may it be reported. Commits once 1000 rows are queued.
  void add(std::int64_t study_id, std::int64_t environment_id, Run run, std::function<void()> done);

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
