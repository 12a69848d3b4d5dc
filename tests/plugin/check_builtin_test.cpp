// No false alarm: the shipped plugins pass, with many seeds.
#include <catch2/catch.hpp>

#include "builtin.hpp"
#include "checks.hpp"

using namespace ice::plugin;
using namespace ice::plugin::test;

namespace {

// Failures and warnings of all shipped plugins, a line each.
std::string complaints(const CheckOptions& options) {
  std::string lines;
  for (const PluginInfo& info : shipped().plugins()) {
    const std::vector<CheckResult> results = results_of(info, shipped(), options);
    lines += texts(results, CheckOutcome::kFailed) + texts(results, CheckOutcome::kWarned);
  }
  return lines;
}

}  // namespace

TEST_CASE("check: the shipped plugins pass at level quick, without a warning") {
  CHECK(shipped().plugins().size() == 36);
  CHECK(complaints({.level = CheckLevel::kQuick}).empty());
}

// About 20 minutes.
TEST_CASE("check: the shipped plugins pass at level strict with 200 seeds", "[.slow]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    CHECK(complaints({.level = CheckLevel::kStrict,
                      .skip = {{"threads", "below"}, {"speed", "depends on no seed"}},
                      .seed = seed})
              .empty());
  }
}

TEST_CASE("check: the shipped plugins stand threads for long", "[.slow]") {
  for (int round = 0; round < 10; ++round)
    CHECK(complaints({.level = CheckLevel::kStrict, .only = "threads"}).empty());
}
