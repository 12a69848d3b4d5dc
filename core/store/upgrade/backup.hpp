#pragma once
// Copies a store. A copy appears under its name only when it is complete.
#include <filesystem>

#include "base/new_file.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A copy of a store, in the file TARGET.part until keep() gives it a name (base::NewFile). Not
/// thread-safe: one thread at a time.
class Backup {
 public:
  /// Makes a compact copy of the database without side files (VACUUM INTO) and waits until it is on
  /// the disk. A writer may work at the same time. Throws StoreError when the disk is full or the
  /// folder cannot be written.
  Backup(Connection& connection, const std::filesystem::path& target);

  /// The current path of the copy.
  [[nodiscard]] const std::filesystem::path& file() const { return file_.path(); }

  /// Gives the copy this name in the same folder and returns true. Returns false and changes
  /// nothing when a file of this name exists. Throws StoreError when that fails.
  [[nodiscard]] bool keep(const std::filesystem::path& target);

 private:
  base::NewFile file_;
};

/// Copies a store of any schema version up to this program's to a new file (`ice db backup`).
/// Throws StoreError when `target` exists or cannot be written, or `store` is no store.
void back_up(const std::filesystem::path& store, const std::filesystem::path& target);

}  // namespace ice::store
