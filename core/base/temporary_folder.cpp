#include "base/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>

#include "base/system_error.hpp"

namespace ice::base {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string& purpose) {
  std::string name = (fs::temp_directory_path() / ("ice-" + purpose + "-XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    throw_system_error("cannot make a folder in " + fs::temp_directory_path().string(), errno);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace ice::base
