#include "store/store_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <thread>

#include "store/faults.hpp"

namespace ice::store {
namespace {

using namespace std::chrono_literals;

struct NetworkMagic {
  std::int64_t magic;  // from statfs(2) and linux/magic.h
  const char* name;
};
constexpr std::array kNetworkMagics{
    NetworkMagic{0x6969, "NFS"},        NetworkMagic{0xff534d42, "CIFS"},
    NetworkMagic{0xfe534d42, "SMB2"},   NetworkMagic{0x517b, "SMB"},
    NetworkMagic{0x5346414f, "AFS"},    NetworkMagic{0x6b414653, "AFS"},
    NetworkMagic{0x73757245, "Coda"},   NetworkMagic{0x00c36400, "Ceph"},
    NetworkMagic{0x0bd00bd0, "Lustre"}, NetworkMagic{0x47504653, "GPFS"},
    NetworkMagic{0x19830326, "BeeGFS"}, NetworkMagic{0x01021997, "9p"},
    NetworkMagic{0x7461636f, "OCFS2"},  NetworkMagic{0x01161970, "GFS2"},
    NetworkMagic{0xaad7aaea, "PanFS"},  NetworkMagic{0x564c, "NCP"},
};

constexpr const char* kUsualFolder = "results";
constexpr const char* kNoFile = "it is not a file";

// A writer that is just ending may hold its lock for a moment longer.
constexpr auto kPatience = 500ms;
constexpr auto kBetweenTries = 20ms;

// FILE.lock beside the real file, also when the store was named by a symbolic link.
Path side_file_of(const Path& store) {
  std::error_code error;
  const Path real = std::filesystem::weakly_canonical(store, error);
  return (error ? store : real).string() + ".lock";
}

bool try_lock(int fd) {
  struct flock range {};
  range.l_type = F_WRLCK;  // the whole file
  range.l_whence = SEEK_SET;
  return ::fcntl(fd, F_OFD_SETLK, &range) == 0;
}

bool lock_within(int fd, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!try_lock(fd)) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kBetweenTries);
  }
  return true;
}

std::string holder_of(int fd) {
  std::array<char, 256> text{};
  const ssize_t bytes = ::pread(fd, text.data(), text.size(), 0);
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(bytes, 0))};
}

// Above the working folder there may be stores of others: in /tmp, say.
bool is_own_file(const Path& file) {
  struct stat info {};
  return ::stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
}

std::string this_process() {
  std::array<char, 200> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return std::to_string(::getpid()) + " " + host.data();
}

}  // namespace

std::filesystem::path folder_of(const Path& store) {
  return store.has_parent_path() ? store.parent_path() : Path(".");
}

std::optional<std::string> network_file_system(std::int64_t magic) {
  const auto found = std::find_if(kNetworkMagics.begin(), kNetworkMagics.end(),
                                  [&](const NetworkMagic& known) { return known.magic == magic; });
  if (found == kNetworkMagics.end()) return std::nullopt;
  return found->name;
}

std::filesystem::path nearest_store() {
  Path usual = Path(kUsualFolder) / "ice.db";
  std::error_code error;
  Path up;
  Path folder = std::filesystem::current_path(error);
  if (error || std::filesystem::exists(usual, error)) return usual;
  while (folder.has_relative_path()) {
    folder = folder.parent_path();
    up /= "..";
    if (is_own_file(folder / usual)) return up / usual;
  }
  return usual;
}

void prepare_folder(const Path& store) {
  std::error_code error;
  if (std::filesystem::is_directory(store, error)) throw cannot_open(store, kNoFile);
  const Path folder = folder_of(store);
  error.clear();
  if (folder.filename() == kUsualFolder) std::filesystem::create_directory(folder, error);
  if (error == std::errc::no_such_file_or_directory) throw no_folder(store, folder);
  if (error == std::errc::permission_denied || error == std::errc::read_only_file_system)
    throw read_only(store);
  if (error) throw cannot_open(store, error.message());

  struct statfs info {};
  if (::statfs(folder.c_str(), &info) != 0)
    throw errno == ENOENT ? no_folder(store, folder) : cannot_open(store, std::strerror(errno));
  // The field's type and sign differ between machines; the magic numbers have 32 bits.
  const auto network = network_file_system(static_cast<std::uint32_t>(info.f_type));
  if (network) throw on_network(store, *network);
}

void require_readable(const Path& store) {
  // The file is not opened, because closing a descriptor would release the locks that SQLite holds
  // on it (POSIX locks).
  struct stat info {};
  if (::stat(store.c_str(), &info) != 0)
    throw errno == ENOENT ? absent(store) : cannot_open(store, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) throw cannot_open(store, kNoFile);
  if (::faccessat(AT_FDCWD, store.c_str(), R_OK, AT_EACCESS) != 0)
    throw cannot_open(store, std::strerror(errno));
}

WriterLock::WriterLock(const Path& store) {
  file_ = base::Fd(::open(side_file_of(store).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!file_ && (errno == EACCES || errno == EROFS || errno == EPERM)) throw read_only(store);
  if (!file_) throw cannot_open(store, std::strerror(errno));
  if (!lock_within(file_.get(), kPatience)) throw has_writer(store, holder_of(file_.get()));

  const std::string holder = this_process();
  const bool written =
      ::ftruncate(file_.get(), 0) == 0 &&
      ::pwrite(file_.get(), holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  if (!written) throw errno == ENOSPC ? disk_full(store) : io_failed(store, std::strerror(errno));
}

std::optional<std::string> writer_of(const Path& store) {
  const base::Fd file(::open(side_file_of(store).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return std::nullopt;  // nobody has ever written to the store
  struct flock range {};
  range.l_type = F_RDLCK;  // allowed for a descriptor that only reads; conflicts with the writer's
  range.l_whence = SEEK_SET;
  const bool is_free = ::fcntl(file.get(), F_OFD_GETLK, &range) != 0 || range.l_type == F_UNLCK;
  if (is_free) return std::nullopt;
  return holder_in_words(holder_of(file.get()));
}

FileIdentity::FileIdentity(const Path& file) : file_(file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) throw vanished(file);
  device_ = info.st_dev;
  inode_ = info.st_ino;
}

void FileIdentity::require_unchanged() const {
  struct stat now {};
  const bool same =
      ::stat(file_.c_str(), &now) == 0 && now.st_dev == device_ && now.st_ino == inode_;
  if (!same) throw vanished(file_);
}

}  // namespace ice::store
