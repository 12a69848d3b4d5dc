#include "base/new_file.hpp"

#include <unistd.h>

#include <cerrno>

namespace ice::base {

namespace fs = std::filesystem;

NewFile::NewFile(const fs::path& target) : path_(target.string() + ".part") {
  std::error_code none;
  fs::remove(path_, none);
}

NewFile::~NewFile() {
  std::error_code none;
  if (!is_kept_) fs::remove(path_, none);
}

std::error_code NewFile::keep(const fs::path& target) {
  // link(2) and not rename(2), because it never replaces an existing file.
  if (::link(path_.c_str(), target.c_str()) != 0) return {errno, std::generic_category()};
  ::unlink(path_.c_str());
  path_ = target;
  is_kept_ = true;
  return {};
}

}  // namespace ice::base
