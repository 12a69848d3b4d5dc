#pragma once
// A file descriptor that is closed by its owner.
#include <unistd.h>

#include <utility>

namespace ice::base {

/// Owns one file descriptor and closes it in the destructor. Movable; a moved-from or default Fd
/// owns none. Not thread-safe: one thread at a time.
class Fd {
 public:
  Fd() = default;
  /// Takes ownership of `fd`; a negative number, as a failed open() returns it, means none.
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;

  /// The descriptor, which stays owned by this object; -1 when it owns none.
  [[nodiscard]] int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  /// Closes the descriptor now.
  void reset() noexcept {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

}  // namespace ice::base
