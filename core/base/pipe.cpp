#include "base/pipe.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "base/system_error.hpp"

namespace ice::base {
namespace {

constexpr std::size_t kPipeCapacity = 64 * 1024;

}  // namespace

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_system_error("cannot make a pipe", errno);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {Fd(ends[0]), Fd(ends[1])};
}

bool read_available(int fd, std::string& into) {
  std::array<char, kPipeCapacity> block;  // NOLINT: filled by read
  const ssize_t n = ::read(fd, block.data(), block.size());
  if (n > 0) into.append(block.data(), static_cast<std::size_t>(n));
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

}  // namespace ice::base
