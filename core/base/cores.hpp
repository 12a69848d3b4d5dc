#pragma once
// How many cores this process may use: what -j is unless it is given.
#include <filesystem>
#include <optional>

namespace ice::base {

/// Cores that the scheduler may put this process on (taskset, cpuset); at least 1.
[[nodiscard]] unsigned cores_by_affinity();

/// Cores that the quota of the process's control groups is worth, rounded up to at least 1: the
/// least of its group and all groups above, of cgroup v2 (cpu.max) and v1 (cpu.cfs_quota_us).
/// Nothing where none is limited, or there are no groups. `root` holds proc and sys.
[[nodiscard]] std::optional<unsigned> cores_by_quota(const std::filesystem::path& root = "/");

/// The lesser of the two; at least 1.
[[nodiscard]] unsigned usable_cores();

}  // namespace ice::base
