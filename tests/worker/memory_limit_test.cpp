#include "worker/memory_limit.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>

#include "sanitized.hpp"

using ice::worker::MemoryLimit;

namespace {

rlim_t soft_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  return limit.rlim_cur;
}

}  // namespace

TEST_CASE("memory limit: after a run the user's own limit is back") {
  if (kIsSanitized) return;  // takes terabytes of addresses: there are no limits
  rlimit before{};
  getrlimit(RLIMIT_AS, &before);
  rlimit own = before;
  own.rlim_cur = rlim_t{1} << 40U;
  REQUIRE(setrlimit(RLIMIT_AS, &own) == 0);
  {
    const MemoryLimit limit(rlim_t{1} << 30U);
    CHECK(soft_limit() < own.rlim_cur);
  }
  CHECK(soft_limit() == own.rlim_cur);
  {
    const MemoryLimit none(0);
    CHECK(soft_limit() == own.rlim_cur);
  }
  CHECK(soft_limit() == own.rlim_cur);
  setrlimit(RLIMIT_AS, &before);
}
