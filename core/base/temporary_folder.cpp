#include "base/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"

namespace ice::base {

TemporaryFolder::TemporaryFolder(const std::string& purpose) {
  const char* const place = std::getenv("TMPDIR");
  std::string name = std::string(place == nullptr || *place == '\0' ? "/tmp" : place) + "/ice-" +
                     purpose + "-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr)
    throw UserError(name, std::strerror(errno), "$TMPDIR names the folder for such files");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace ice::base
