#include "worker/memory_limit.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace ice::worker {
namespace {

// statm counts pages; the first number is the address space in use.
std::uint64_t address_space() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

rlimit limits() {
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  return limit;
}

// Sets only the soft limit: the next run can change it again.
void set_limit(rlim_t bytes) {
  rlimit limit = limits();
  limit.rlim_cur = std::min(bytes, limit.rlim_max);
  setrlimit(RLIMIT_AS, &limit);
}

}  // namespace

MemoryLimit::MemoryLimit(std::uint64_t bytes) : before_(limits().rlim_cur) {
  if (bytes > 0) set_limit(std::min<rlim_t>(before_, address_space() + bytes));
}

MemoryLimit::~MemoryLimit() { set_limit(before_); }

void be_first_when_memory_is_short() { std::ofstream("/proc/self/oom_score_adj") << 1000; }

std::uint64_t processes_ended_for_memory() {
  std::ifstream statistics("/proc/vmstat");
  std::string name;
  std::uint64_t count = 0;
  while (statistics >> name >> count)
    if (name == "oom_kill") return count;
  return 0;
}

}  // namespace ice::worker
