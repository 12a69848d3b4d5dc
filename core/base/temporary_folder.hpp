#pragma once
// A folder for files that nobody asked to keep.
#include <filesystem>
#include <string>

namespace ice::base {

/// Made by the constructor in $TMPDIR (or /tmp), removed with all that is in it by the destructor.
class TemporaryFolder {
 public:
  /// Its name begins with "ice-PURPOSE-". Throws UserError when it cannot be made.
  explicit TemporaryFolder(const std::string& purpose);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace ice::base
