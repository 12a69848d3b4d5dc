#include "cluster/publish.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>

#include "base/error.hpp"
#include "base/fd.hpp"
#include "base/new_file.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1 << 20;

[[noreturn]] void throw_cannot(const fs::path& file, int error) {
  throw base::UserError(file.string(), std::strerror(error), "Is the disk full, or read-only?");
}

void write_all(int fd, const char* bytes, std::size_t size, const fs::path& file) {
  while (size > 0) {
    const ssize_t written = ::write(fd, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw_cannot(file, errno);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void sync_folder(const fs::path& folder) {
  const base::Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) (void)::fsync(fd.get());  // some network file systems refuse it, and need none
}

// Over NFS the answer to a link(2) that worked may be lost: a second try then finds the name taken
// by ourselves, and the number of names tells.
bool has_two_names(const fs::path& file) {
  struct stat info {};
  return ::stat(file.c_str(), &info) == 0 && info.st_nlink == 2;
}

bool publish_written(const fs::path& target,
                     const std::function<void(int, const fs::path&)>& fill) {
  base::NewFile file(target.string() + "." + this_task());
  base::Fd fd(::open(file.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!fd) throw_cannot(file.path(), errno);
  fill(fd.get(), file.path());
  if (::fsync(fd.get()) != 0) throw_cannot(file.path(), errno);
  fd.reset();
  const std::error_code error = file.keep(target);
  if (error && !has_two_names(file.path())) {
    if (error == std::errc::file_exists) return false;
    throw_cannot(target, error.value());
  }
  sync_folder(target.parent_path());
  return true;
}

}  // namespace

bool publish_copy(const fs::path& source, const fs::path& target) {
  return publish_written(target, [&](int fd, const fs::path& file) {
    const base::Fd from(::open(source.c_str(), O_RDONLY | O_CLOEXEC));
    if (!from) throw_cannot(source, errno);
    std::string piece(kPiece, '\0');
    for (;;) {
      const ssize_t bytes = ::read(from.get(), piece.data(), piece.size());
      if (bytes < 0 && errno == EINTR) continue;
      if (bytes < 0) throw_cannot(source, errno);
      if (bytes == 0) return;
      write_all(fd, piece.data(), static_cast<std::size_t>(bytes), file);
    }
  });
}

bool publish_text(const std::string& text, const fs::path& target) {
  return publish_written(
      target, [&](int fd, const fs::path& file) { write_all(fd, text.data(), text.size(), file); });
}

std::string this_task() {
  std::array<char, 200> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return std::string(host.data()) + "." + std::to_string(::getpid());
}

}  // namespace ice::cluster
