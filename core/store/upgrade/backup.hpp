#pragma once
// Whole copies of a store, which appear under their name complete or not at all.
#include <filesystem>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A copy that is being made: the file TARGET.part until `keep` gives it a name. Removed when it is
/// not kept; what a killed process left behind is written over by the next copy.
class Backup {
 public:
  /// Copies the database as it stands (VACUUM INTO: compact, without side files), and waits until
  /// the copy is on the disk. Who writes meanwhile is not disturbed. Throws StoreError: disk full,
  /// a folder that cannot be written.
  Backup(Connection& connection, const std::filesystem::path& target);
  ~Backup();
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  /// The copy under the name that it has now.
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  /// Gives the copy a name in the same folder; false, and nothing changes, when there is such a
  /// file already.
  [[nodiscard]] bool keep(const std::filesystem::path& target);

 private:
  std::filesystem::path file_;
  bool is_kept_ = false;
};

/// Copies a store, of whatever schema, to a new file. Throws StoreError when `target` exists or
/// cannot be written, or when there is no store.
void back_up(const std::filesystem::path& store, const std::filesystem::path& target);

}  // namespace ice::store
