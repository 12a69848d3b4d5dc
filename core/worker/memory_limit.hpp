#pragma once
// How much memory a run may take.
#include <cstdint>

namespace ice::worker {

/// While it lives, this process may have `bytes` of address space more than it had; an allocation
/// past that fails (std::bad_alloc). 0: any amount. One at a time.
class MemoryLimit {
 public:
  explicit MemoryLimit(std::uint64_t bytes);
  ~MemoryLimit();
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;
};

/// If memory gets short, the system is to end this process rather than the one that started it.
void be_first_when_memory_is_short();

/// How many processes the system has ended for lack of memory since it was started.
[[nodiscard]] std::uint64_t processes_ended_for_memory();

}  // namespace ice::worker
