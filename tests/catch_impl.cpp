// The one expensive Catch translation unit. It also counts skipped tests, which Catch 2 does not
// know: skip() ends a test as a failed REQUIRE does, but no assertion has failed.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <iostream>

#include "run_tests.hpp"
#include "support/skip.hpp"

namespace {

constexpr int kSkipped = 77;  // SKIP_RETURN_CODE of tests/CMakeLists.txt

struct Skips {
  std::string reason;  // of the present test; empty: it is not skipped
  int tests = 0, skipped = 0;
};
Skips skips;

class SkipListener : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testCaseStarting(const Catch::TestCaseInfo& /*test*/) override { skips.reason.clear(); }
  void testCaseEnded(const Catch::TestCaseStats& test) override {
    ++skips.tests;
    if (skips.reason.empty()) return;
    ++skips.skipped;
    std::cout << "skipped: " << test.testInfo.name << ": " << skips.reason << '\n';
  }
};
CATCH_REGISTER_LISTENER(SkipListener)

}  // namespace

void skip(const std::string& reason) {
  skips.reason = reason;
  throw Catch::TestFailureException();
}

int run_tests(int argc, char** argv) {
  const int result = Catch::Session().run(argc, argv);
  if (skips.tests == 0) return result;  // it listed them
  if (result != 0) return 1;            // not the number of failures, which may be kSkipped
  return skips.skipped == skips.tests ? kSkipped : 0;
}
