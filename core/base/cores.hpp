#pragma once
// Counts the cores that this process may use. `ice run` starts that many workers when -j is not
// given. Any thread may call the functions.
#include <filesystem>
#include <optional>

namespace ice::base {

/// The number of cores that the scheduler may put this process on (taskset, cpuset); at least 1.
[[nodiscard]] unsigned cores_by_affinity();

/// The number of cores that the processor quota of this process's control groups amounts to,
/// rounded up, at least 1. It is the smallest quota of the process's group and all groups above it,
/// in cgroup v2 (cpu.max) and v1 (cpu.cfs_quota_us). Returns nullopt when no group has a quota or
/// there are no groups. `root` is the folder that contains proc and sys; tests pass their own.
[[nodiscard]] std::optional<unsigned> cores_by_quota(const std::filesystem::path& root = "/");

/// The smaller of cores_by_affinity and cores_by_quota; at least 1.
[[nodiscard]] unsigned usable_cores();

}  // namespace ice::base
