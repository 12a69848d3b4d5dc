#pragma once
// `ice plugin check`: tests that find what is commonly wrong with a plugin. Each test runs in a
// child process of its own, so that a crash or an endless loop ends only that test.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "plugin/catalog.hpp"
#include "plugin/check_note.hpp"

namespace ice::conformance {

using plugin::CheckLevel;

/// Which tests are run, and how.
struct CheckOptions {
  CheckLevel level = CheckLevel::kStandard;
  std::string only{};  ///< run tests in whose name ("acme/swish gradient") this regex is found
  std::map<std::string, std::string> skip{};  ///< test ("finite", "acme/swish finite") -> reason
  std::uint64_t seed = 1;                     ///< seed of all random inputs
  std::chrono::milliseconds limit{30'000};    ///< time of each test
};

enum class CheckOutcome { kPassed, kWarned, kFailed, kSkipped };
[[nodiscard]] std::string to_string(CheckOutcome outcome);  ///< "passed"

/// The result of one test on one plugin.
struct CheckResult {
  std::string plugin;  ///< "acme/swish"
  std::string test;    ///< "gradient"
  CheckOutcome outcome = CheckOutcome::kPassed;
  std::string text;    ///< what was found or measured, or why it was skipped; may be empty
  std::string repeat;  ///< the command that repeats a failed test, else empty
  double seconds = 0;
};
/// The result as JSON, for `ice plugin check --json`.
[[nodiscard]] base::Value to_value(const CheckResult& result);

/// One test, as help and documentation show it.
struct CheckTest {
  std::string name;
  std::string what;                       ///< what is true of a plugin that passes
  CheckLevel level = CheckLevel::kQuick;  ///< the lowest level that runs it
};
/// The tests for plugins of a kind, in the order in which check() runs them.
[[nodiscard]] std::vector<CheckTest> check_tests(plugin::Kind kind);

/// Runs the tests that `options` select on one plugin, one after the other, and calls `on_result`
/// in this thread after each. A test that fails or crashes is a result and not an error. In the
/// catalogue it finds the activation of a loss's fused form and the built-in plugin for the speed
/// test. REQUIRES: main() of this program hands over to check_main and plugin::probe_main. Throws
/// UserError when `only` is no regular expression or `skip` names no test.
void check(const plugin::PluginInfo& plugin, const plugin::Catalog& catalog,
           const CheckOptions& options, const std::function<void(const CheckResult&)>& on_result);

/// Role of the child that runs one test (base::ask_child); the request is its CheckJob as JSON.
inline constexpr const char* kCheckRole = "__check";
/// The main function of such a child: argv[2] is its CheckJob (job.hpp) as JSON. Writes the verdict
/// to standard output and does not return.
int check_main(int argc, char** argv);

}  // namespace ice::conformance
