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

Backup::Backup(Connection& connection, const Path& target) : file_(target) {
  const std::string name = file().string();
  connection.prepare("VACUUM INTO ?").run(name);
  sync(file(), 0);
}

bool Backup::keep(const Path& target) {
  const std::error_code error = file_.keep(target);
  if (error == std::errc::file_exists) return false;
  if (error) throw cannot_open(target, error.message());
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
