#pragma once
// Where a store may stand, who may write there, and whether it still stands there.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/fd.hpp"

namespace ice::store {

/// The name of a network file system by the magic number that statfs tells, or nothing for a local
/// one. (FUSE is taken for local: its number does not tell sshfs from a local disk's driver.)
[[nodiscard]] std::optional<std::string> network_file_system(std::int64_t magic);

/// The folder that a store stands in.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& store);

/// Makes the store's folder when absent. Throws StoreError when it cannot, when it is on a network
/// file system, or when the store itself is a folder.
void prepare_folder(const std::filesystem::path& store);

/// Throws StoreError unless there is a file that can be read.
void require_readable(const std::filesystem::path& store);

/// The exclusive right to write a store: an open-file-description lock on FILE.lock. The kernel
/// drops it when the process ends, however it ends: it cannot go stale. The side file stays; it
/// says who has, or had, the lock.
class WriterLock {
 public:
  /// Throws StoreError naming the holder when another process (or object) holds it for half a
  /// second, or read-only when the side file cannot be written.
  explicit WriterLock(const std::filesystem::path& store);

 private:
  base::Fd file_;
};

/// Who holds the right to write a store now: "process 4711 on lab"; nothing when nobody does.
[[nodiscard]] std::optional<std::string> writer_of(const std::filesystem::path& store);

/// Notices that a file was deleted or replaced under its name.
class FileIdentity {
 public:
  explicit FileIdentity(const std::filesystem::path& file);
  /// Throws StoreError when the name no longer leads to the same file.
  void require_unchanged() const;

 private:
  std::filesystem::path file_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace ice::store
