#pragma once
// Writes a file that appears under its name only when it is complete, and never replaces another.
#include <filesystem>
#include <system_error>

namespace ice::base {

/// A file that is being written under the name TARGET.part. The destructor deletes it unless keep()
/// gave it a name; one that a killed process left behind is deleted by the next constructor. Not
/// thread-safe: one thread at a time.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& target);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// The current path of the file: write to it before keep().
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Gives the file this name in the same folder. Returns std::errc::file_exists, and changes
  /// nothing, when a file of this name exists.
  [[nodiscard]] std::error_code keep(const std::filesystem::path& target);

 private:
  std::filesystem::path path_;
  bool is_kept_ = false;
};

}  // namespace ice::base
