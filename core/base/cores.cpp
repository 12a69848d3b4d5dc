#include "base/cores.hpp"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <limits>
#include <ranges>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace ice::base {
namespace {

namespace fs = std::filesystem;

// Cores that a group may use at a time; infinity where it has no limit of its own.
constexpr double kUnlimited = std::numeric_limits<double>::infinity();

// cgroup v2: "150000 100000" are microseconds of quota and period; "max 100000" is no limit.
double limit_v2(const fs::path& group) {
  double quota = 0, period = 0;
  const bool is_limited = static_cast<bool>(std::ifstream(group / "cpu.max") >> quota >> period);
  return is_limited && quota > 0 && period > 0 ? quota / period : kUnlimited;
}

// cgroup v1: the same in two files; a quota of -1 is no limit.
double limit_v1(const fs::path& group) {
  double quota = 0, period = 0;
  const bool is_limited = static_cast<bool>(std::ifstream(group / "cpu.cfs_quota_us") >> quota) &&
                          static_cast<bool>(std::ifstream(group / "cpu.cfs_period_us") >> period);
  return is_limited && quota > 0 && period > 0 ? quota / period : kUnlimited;
}

// The least limit of a group and all above it, up to where the groups are mounted. A group that is
// not there is passed over: a container sees its own as the mounted one, by whatever name the host
// has for it.
template <class Limit>
double least_limit(const fs::path& mount, const std::string& group, Limit limit) {
  double least = limit(mount);
  fs::path below = mount;
  for (const fs::path& part : fs::path(group).relative_path().lexically_normal()) {
    if (part == "..") break;  // above what is mounted here
    below /= part;
    least = std::min(least, limit(below));
  }
  return least;
}

bool has_cpu(const std::string& controllers) {
  return std::ranges::count(split(controllers, ','), "cpu") > 0;
}

// A line of /proc/self/cgroup, "hierarchy:controllers:group".
double limit_of_line(const std::string& line, const fs::path& root) {
  const std::size_t first = line.find(':'), second = line.find(':', first + 1);
  if (first == std::string::npos || second == std::string::npos) return kUnlimited;
  const std::string controllers = line.substr(first + 1, second - first - 1);
  const std::string group = line.substr(second + 1);
  const fs::path mounts = root / "sys/fs/cgroup";
  double least = kUnlimited;
  if (controllers.empty())
    for (const fs::path& mount : {mounts, mounts / "unified"})
      least = std::min(least, least_limit(mount, group, limit_v2));
  if (has_cpu(controllers))
    for (const fs::path& mount : {mounts / controllers, mounts / "cpu"})
      least = std::min(least, least_limit(mount, group, limit_v1));
  return least;
}

// A machine may have more processors than a cpu_set_t: the kernel then refuses it as too small.
constexpr std::size_t kMostProcessors = std::size_t{1} << 20;

}  // namespace

unsigned cores_by_affinity() {
  for (std::size_t processors = 1024; processors <= kMostProcessors; processors *= 2) {
    std::vector<cpu_set_t> set((processors + CPU_SETSIZE - 1) / CPU_SETSIZE);
    const std::size_t bytes = set.size() * sizeof(cpu_set_t);
    if (::sched_getaffinity(0, bytes, set.data()) == 0)
      return static_cast<unsigned>(std::max(1, CPU_COUNT_S(bytes, set.data())));
    if (errno != EINVAL) break;
  }
  return 1;
}

std::optional<unsigned> cores_by_quota(const fs::path& root) {
  double least = kUnlimited;
  std::ifstream groups(root / "proc/self/cgroup");
  for (std::string line; std::getline(groups, line);)
    least = std::min(least, limit_of_line(line, root));
  if (least > std::numeric_limits<int>::max()) return std::nullopt;
  return static_cast<unsigned>(std::max(1.0, std::ceil(least)));
}

unsigned usable_cores() {
  const unsigned cores = cores_by_affinity();
  return std::min(cores, cores_by_quota().value_or(cores));
}

}  // namespace ice::base
