// No false alarm: the shipped plugins pass, with many seeds.
#include <catch2/catch.hpp>

#include "checks.hpp"
#include "conformance/tests.hpp"
#include "ice/processor.hpp"
#include "plugin/builtin.hpp"

using namespace ice;
using namespace ice::conformance;
using namespace ice::conformance::test;
using ice::plugin::test::shipped;

namespace {

// Failures and warnings of all shipped plugins, a line each.
std::string complaints(const CheckOptions& options) {
  std::string lines;
  for (const plugin::PluginInfo& info : shipped().plugins()) {
    const std::vector<CheckResult> results = results_of(info, shipped(), options);
    lines += texts(results, CheckOutcome::kFailed) + texts(results, CheckOutcome::kWarned);
  }
  return lines;
}

// What the tests of one plugin complain about. In this process, as the shipped ones crash nothing:
// most of a test's time is its child's start. Threads and speed depend on no seed.
std::string alarms(const plugin::PluginInfo& info, std::uint64_t seed) {
  Subject subject{info, CheckLevel::kStrict, seed, {}, {}};
  if (!info.fuses.empty())
    subject.fused =
        plugin::recipe(shipped().resolve(plugin::Kind::kActivation, info.fuses, "test"));
  std::string lines;
  for (const CheckTest& test : check_tests(info.kind)) {
    if (test.level > CheckLevel::kQuick) continue;
    try {
      const Verdict verdict = run_test(test.name, subject);
      if (verdict.outcome == CheckOutcome::kWarned)
        lines += info.id + " " + test.name + ": " + verdict.text + "\n";
    } catch (const std::exception& error) {
      lines += info.id + " " + test.name + ": " + error.what() + "\n";
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("check: the shipped plugins pass at level quick, without a warning") {
  CHECK(shipped().plugins().size() == 37);
  CHECK(complaints({.level = CheckLevel::kQuick}) == "");
}

TEST_CASE("check: the shipped plugins pass at every level of the processor") {
  for (std::size_t i = 0; i < static_cast<std::size_t>(ice::highest_level()); ++i) {
    const std::string level(ice::kLevelNames.at(i));
    CAPTURE(level);
    ::setenv("ICE_CPU", level.c_str(), 1);  // the checks' own processes read it
    CHECK(complaints({.level = CheckLevel::kQuick}) == "");
  }
  ::unsetenv("ICE_CPU");
}

// Three minutes.
TEST_CASE("check: no false alarm at level strict with 200 seeds", "[.slow]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    for (const plugin::PluginInfo& info : shipped().plugins()) {
      CAPTURE(seed);
      CHECK(alarms(info, seed) == "");
    }
  }
}

TEST_CASE("check: the shipped plugins stand threads for long", "[.slow]") {
  for (int round = 0; round < 10; ++round)
    CHECK(complaints({.level = CheckLevel::kStrict, .only = "threads"}) == "");
}
