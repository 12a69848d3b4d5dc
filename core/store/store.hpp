#pragma once
// The store: one SQLite file, one writer. Opened for writing by `ice run` alone; reading always
// works beside it.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "spec/study.hpp"
#include "store/record.hpp"

namespace ice::store {

/// The store's file: `given` (--db), else $ICE_DB, else results/ice.db.
[[nodiscard]] std::filesystem::path store_path(const std::string& given);

/// The one writer. Takes an OFD lock on FILE.lock: a second writer throws StoreError naming the
/// first within 1 s. Commits are grouped: every 200 ms or 1000 rows, whichever is first. One
/// thread.
class Writer {
 public:
  /// Creates the file and its folder when absent; migrates an older schema after a backup. Throws
  /// StoreError: not a database, a newer schema, read-only, busy, on a network file system, disk
  /// full.
  explicit Writer(const std::filesystem::path& file);
  ~Writer();

  /// Records the study (once per name and text) with its claims; returns its id.
  std::int64_t add_study(const spec::Study& study);

  /// Which of these keys are recorded, and how they ended. Links those that are to the study.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);
  void link(std::int64_t study_id, std::span<const std::string> keys_and_cells);

  std::int64_t add_environment(const Environment& environment);

  /// Queues one ended run; an earlier run of the same key is replaced. `done` is called after the
  /// run's commit: only then may it be reported.
  void add(std::int64_t study_id, std::int64_t environment_id, Run run, std::function<void()> done);

  /// When the next grouped commit is due, for the caller's wait; nothing when the queue is empty.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_commit() const;
  /// Commits if due; `now` forces it.
  void commit(bool now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
