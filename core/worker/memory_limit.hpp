#pragma once
// Limits how much memory a run may take. Workers call this; all of it concerns the whole process.
#include <cstdint>

namespace ice::worker {

/// While it lives, this process may take `bytes` of address space more than it had; an allocation
/// beyond that fails (std::bad_alloc). 0: no limit. REQUIRES: at most one object at a time. The
/// destructor puts back the soft limit that was there before, the user's own for instance.
class MemoryLimit {
 public:
  explicit MemoryLimit(std::uint64_t bytes);
  ~MemoryLimit();
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;

 private:
  std::uint64_t before_;
};

/// Asks the system to end this process first when memory runs short, rather than the coordinator.
void be_first_when_memory_is_short();

/// How many processes the system has ended for lack of memory since it was started; 0 where it does
/// not say.
[[nodiscard]] std::uint64_t processes_ended_for_memory();

}  // namespace ice::worker
