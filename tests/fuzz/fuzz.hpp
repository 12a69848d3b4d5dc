#pragma once
// What the fuzz targets share: a file to read, a sound input to begin with, an end when something
// does not hold. tools/fuzz builds and runs them.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace ice::fuzz {

/// Ends the program, which libFuzzer reports as a finding, unless the condition holds.
inline void require(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A file in memory. Whoever opens its path reads from its start.
class MemoryFile {
 public:
  MemoryFile() : fd_(::memfd_create("fuzz", MFD_CLOEXEC)) { require(fd_ >= 0); }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  /// Makes these bytes the whole content.
  void set(std::string_view bytes) const {
    require(::ftruncate(fd_, 0) == 0);
    require(::pwrite(fd_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  }

 private:
  int fd_;
};

/// For LLVMFuzzerCustomMutator. An input of at most one byte becomes the sound one, which random
/// bytes would never find; any other is mutated as usual. The result is the new size.
inline std::size_t mutated(std::string_view sound, std::uint8_t* data, std::size_t size,
                           std::size_t max_size) {
  require(sound.size() <= max_size);  // otherwise raise -max_len
  if (size > 1) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, sound.data(), sound.size());
  return sound.size();
}

}  // namespace ice::fuzz
