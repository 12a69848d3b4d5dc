#pragma once
// How much memory a run may take.
#include <cstdint>

namespace ice::run {

/// From now on this process may have `bytes` of address space more than it has; an allocation past
/// that fails (std::bad_alloc). 0: any amount.
void limit_further_memory(std::uint64_t bytes);

/// If memory gets short, the system is to end this process rather than the one that started it.
void be_first_when_memory_is_short();

/// How many processes the system has ended for lack of memory since it was started.
[[nodiscard]] std::uint64_t processes_ended_for_memory();

}  // namespace ice::run
