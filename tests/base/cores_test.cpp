#include "base/cores.hpp"

#include <sched.h>

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <thread>

#include "support/temporary_folder.hpp"

using namespace ice::base;

namespace {

using Files = std::map<std::string, std::string>;

// What the quota is worth under a root with these files.
std::optional<unsigned> quota(const Files& files) {
  const ice::test::TemporaryFolder root;
  for (const auto& [path, text] : files) root.write(path, text);
  return cores_by_quota(root.path());
}

const std::string kSelf = "proc/self/cgroup";
const std::string kGroups = "sys/fs/cgroup/";

std::optional<unsigned> quota_v2(const std::string& cpu_max) {
  return quota({{kSelf, "0::/a/b\n"}, {kGroups + "a/b/cpu.max", cpu_max}});
}

}  // namespace

TEST_CASE("cores: a quota of version 2 is rounded up to whole cores, at least one") {
  CHECK(quota_v2("200000 100000\n") == 2U);
  CHECK(quota_v2("150000 100000\n") == 2U);
  CHECK(quota_v2("100001 100000\n") == 2U);
  CHECK(quota_v2("100000 100000\n") == 1U);
  CHECK(quota_v2("1000 100000\n") == 1U);
  CHECK(quota_v2("50000 10000\n") == 5U);
}

TEST_CASE("cores: no quota, no groups and nonsense limit nothing") {
  CHECK(quota({}) == std::nullopt);
  CHECK(quota_v2("max 100000\n") == std::nullopt);
  CHECK(quota_v2("") == std::nullopt);
  CHECK(quota_v2("lots\n") == std::nullopt);
  CHECK(quota_v2("100000 0\n") == std::nullopt);
  CHECK(quota({{kSelf, "no groups here\n\n:\n0::\n"}}) == std::nullopt);
}

TEST_CASE("cores: the least of a group and all above it counts") {
  const Files files{{kSelf, "0::/a/b/c\n"},
                    {kGroups + "a/cpu.max", "300000 100000"},
                    {kGroups + "a/b/cpu.max", "max 100000"},
                    {kGroups + "a/b/c/cpu.max", "800000 100000"},
                    {kGroups + "other/cpu.max", "100000 100000"}};
  CHECK(quota(files) == 3U);
  Files below = files;
  below[kGroups + "a/b/c/cpu.max"] = "200000 100000";
  CHECK(quota(below) == 2U);
}

TEST_CASE("cores: a container's own group is the mounted one, whatever its name outside") {
  for (const std::string group : {"/", "/docker/0123abc", "/../host/group"})
    CHECK(quota({{kSelf, "0::" + group + "\n"}, {kGroups + "cpu.max", "400000 100000\n"}}) == 4U);
}

TEST_CASE("cores: version 1, its controllers mounted together or apart") {
  const Files together{{kSelf, "5:memory:/m\n4:cpu,cpuacct:/a/b\n"},
                       {kGroups + "cpu,cpuacct/a/cpu.cfs_quota_us", "250000\n"},
                       {kGroups + "cpu,cpuacct/a/cpu.cfs_period_us", "100000\n"},
                       {kGroups + "cpu,cpuacct/a/b/cpu.cfs_quota_us", "-1\n"},
                       {kGroups + "cpu,cpuacct/a/b/cpu.cfs_period_us", "100000\n"},
                       {kGroups + "memory/m/cpu.cfs_quota_us", "100000\n"},
                       {kGroups + "memory/m/cpu.cfs_period_us", "100000\n"}};
  CHECK(quota(together) == 3U);
  const Files apart{{kSelf, "4:cpu:/a\n0::/\n"},
                    {kGroups + "cpu/a/cpu.cfs_quota_us", "50000"},
                    {kGroups + "cpu/a/cpu.cfs_period_us", "50000"}};
  CHECK(quota(apart) == 1U);
}

TEST_CASE("cores: both versions at once, the lesser counts") {
  CHECK(quota({{kSelf, "4:cpuacct,cpu:/a\n0::/b\n"},
               {kGroups + "cpu/a/cpu.cfs_quota_us", "600000"},
               {kGroups + "cpu/a/cpu.cfs_period_us", "100000"},
               {kGroups + "unified/b/cpu.max", "500000 100000"}}) == 5U);
}

TEST_CASE("cores: what the process may run on counts, not what the machine has") {
  const unsigned all = cores_by_affinity();
  CHECK(all >= 1);
  CHECK(usable_cores() >= 1);
  CHECK(usable_cores() <= all);
  unsigned on_one = 0;
  std::thread([&] {  // an affinity is a thread's
    cpu_set_t before, one;
    REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
    CPU_ZERO(&one);
    for (int i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i)
      if (CPU_ISSET(i, &before)) CPU_SET(i, &one);
    if (::sched_setaffinity(0, sizeof one, &one) == 0) on_one = usable_cores();
  })
      .join();
  CHECK(on_one == 1);
}
