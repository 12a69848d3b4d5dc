#pragma once
// A job folder: a frozen plan, and what tasks have made of it.
//
//   plan.json              the plan (frozen_plan.hpp)
//   plugins/SHA256.ice.so  the plugin files that it names
//   data/                  data files, with --copy-data
//   claims/000007.1        a task took chunk 7 first; 000007.2: another took it after that
//   shards/000007.db       all runs of chunk 7, a store
//   shards/000007.part1.db some runs of chunk 7, of a task that had to stop
//   weights/KEY.final.h5   trained networks, where the study saves them
//   submitted/0001.json    what was given to an engine, and its script beside it
//   logs/                  what tasks print
//
// Files only ever come: each appears under its name by link(2), whole or not at all, on a network
// file system too. So any number of tasks and readers work in a folder without locks.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "cluster/frozen_plan.hpp"

namespace ice::cluster {

/// How far a chunk is.
struct ChunkState {
  bool is_published = false;  ///< all of its runs are in shards/
  unsigned parts = 0;         ///< shards with some of its runs
  unsigned claims = 0;        ///< tasks that have taken it
};

/// Reads the plan once. Any number of objects and processes may use a folder at the same time; one
/// object is used by one thread at a time.
class JobFolder {
 public:
  /// Throws UserError when it is no job folder.
  explicit JobFolder(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }  ///< absolute, no links
  [[nodiscard]] std::string name() const { return path_.filename().string(); }
  [[nodiscard]] const FrozenPlan& plan() const { return plan_; }
  [[nodiscard]] std::filesystem::path plugins() const { return path_ / "plugins"; }
  [[nodiscard]] std::filesystem::path data() const { return path_ / "data"; }
  [[nodiscard]] std::filesystem::path logs() const { return path_ / "logs"; }
  [[nodiscard]] std::filesystem::path weights() const { return path_ / "weights"; }
  [[nodiscard]] std::filesystem::path submitted() const { return path_ / "submitted"; }

  /// The state of every chunk now.
  [[nodiscard]] std::vector<ChunkState> states() const;
  [[nodiscard]] bool is_published(std::size_t chunk) const;

  /// All shards, and those with some of a chunk's runs; sorted by name.
  [[nodiscard]] std::vector<std::filesystem::path> shards() const;
  [[nodiscard]] std::vector<std::filesystem::path> parts(std::size_t chunk) const;

  /// Takes the chunk as its `number`-th claim, from 1. Returns false when another task has that
  /// one. `who` is written into the claim, for people.
  [[nodiscard]] bool claim(std::size_t chunk, unsigned number, const std::string& who) const;

  /// Publishes a store that nobody writes any more as the chunk's shard, or as a part of it.
  /// Returns false when another task has published the whole chunk: then the file is not needed.
  [[nodiscard]] bool publish(std::size_t chunk, const std::filesystem::path& store) const;
  void publish_part(std::size_t chunk, const std::filesystem::path& store) const;
  /// Publishes the networks in `weights`, unless they are there.
  void publish_networks(const std::filesystem::path& weights) const;

 private:
  std::filesystem::path path_;
  FrozenPlan plan_;
};

/// The folders that hold job folders, beside this store: ".../results/jobs".
[[nodiscard]] std::filesystem::path jobs_beside(const std::filesystem::path& store);

/// The job folders in `jobs`, sorted by name and number; none when there is no such folder. One
/// that cannot be read is passed over, and `complaints` says why.
[[nodiscard]] std::vector<JobFolder> job_folders(const std::filesystem::path& jobs,
                                                 std::vector<std::string>& complaints);

}  // namespace ice::cluster
