#pragma once
// The file of a store: on which file systems it may be, which process may write it, and whether it
// was deleted or replaced.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/fd.hpp"

namespace ice::store {

/// The name of the network file system with this magic number (f_type of statfs(2)); nullopt for a
/// local file system. FUSE counts as local, because its number does not distinguish sshfs from the
/// driver of a local disk.
[[nodiscard]] std::optional<std::string> network_file_system(std::int64_t magic);

/// The folder that contains the store's file; "." for a bare name.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& store);

/// results/ice.db in this folder or the nearest one above it, as store_path() (store.hpp) finds it.
[[nodiscard]] std::filesystem::path nearest_store();

/// Creates the folder of the store when it does not exist and is named `results`. Throws StoreError
/// when there is no folder after that, when it is on a network file system, or when the store
/// itself is a folder.
void prepare_folder(const std::filesystem::path& store);

/// Throws StoreError unless the store is a regular file that can be read.
void require_readable(const std::filesystem::path& store);

/// The exclusive right to write a store: an open-file-description lock on FILE.lock. The kernel
/// releases it when the process ends in any way, so it cannot become stale. FILE.lock is never
/// deleted; it contains the process that has, or last had, the lock.
class WriterLock {
 public:
  /// Takes the lock; waits half a second for another holder (a process, or another object in this
  /// one). Throws StoreError that names the holder, or when FILE.lock cannot be written.
  explicit WriterLock(const std::filesystem::path& store);

 private:
  base::Fd file_;
};

/// The process that holds the lock now, "process 4711 on lab"; nullopt when none does.
[[nodiscard]] std::optional<std::string> writer_of(const std::filesystem::path& store);

/// Remembers a file's device and inode, to notice that it was deleted or replaced.
class FileIdentity {
 public:
  /// Throws StoreError when there is no such file.
  explicit FileIdentity(const std::filesystem::path& file);
  /// Throws StoreError when the name no longer leads to the same file.
  void require_unchanged() const;

 private:
  std::filesystem::path file_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace ice::store
