#include "store/upgrade/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/fd.hpp"
#include "store/faults.hpp"
#include "store/schema.hpp"
#include "store/store_file.hpp"

namespace ice::store {
namespace {

// Writes a file or folder to the disk, which VACUUM INTO leaves to its caller.
void sync(const Path& file, int flags) {
  const base::Fd fd(::open(file.c_str(), flags | O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) throw io_failed(file, std::strerror(errno));
}

}  // namespace

Backup::Backup(Connection& connection, const Path& target) : file_(target.string() + ".part") {
  std::error_code none;
  std::filesystem::remove(file_, none);
  const std::string name = file_.string();
  try {
    connection.prepare("VACUUM INTO ?").run(name);
    sync(file_, 0);
  } catch (...) {
    std::filesystem::remove(file_, none);
    throw;
  }
}

Backup::~Backup() {
  std::error_code none;
  if (!is_kept_) std::filesystem::remove(file_, none);
}

bool Backup::keep(const Path& target) {
  // link(2) and not rename(2), because it never replaces an existing file.
  if (::link(file_.c_str(), target.c_str()) != 0) {
    if (errno == EEXIST) return false;
    throw cannot_open(target, std::strerror(errno));
  }
  ::unlink(file_.c_str());
  file_ = target;
  is_kept_ = true;
  sync(folder_of(target), O_DIRECTORY);
  return true;
}

void back_up(const Path& store, const Path& target) {
  require_readable(store);
  if (std::filesystem::exists(target)) throw taken(target);
  Connection connection(store, Access::kRead, kBusyLimit);
  (void)require_any_store(connection);
  Backup backup(connection, target);
  if (!backup.keep(target)) throw taken(target);
}

}  // namespace ice::store
