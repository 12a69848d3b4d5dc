#pragma once
// `ice plugin check`: tests that find what is commonly wrong with a plugin. Each runs in a child
// process of its own, so that a crash or an endless loop costs that test alone.
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

struct CheckOptions {
  CheckLevel level = CheckLevel::kStandard;
  std::string only{};  ///< regular expression, searched for in "acme/swish gradient"
  std::map<std::string, std::string> skip{};  ///< test ("finite" or "acme/swish finite") to reason
  std::uint64_t seed = 1;                     ///< of all random inputs
  std::chrono::milliseconds limit{30'000};    ///< for each test
};

enum class CheckOutcome { kPassed, kWarned, kFailed, kSkipped };
[[nodiscard]] std::string to_string(CheckOutcome outcome);  ///< "passed"

struct CheckResult {
  std::string plugin;  ///< "acme/swish"
  std::string test;    ///< "gradient"
  CheckOutcome outcome = CheckOutcome::kPassed;
  std::string text;    ///< what was found, or measured, or why it was skipped; may be empty
  std::string repeat;  ///< of a failure: the command that repeats it
  double seconds = 0;
};
[[nodiscard]] base::Value to_value(const CheckResult& result);

/// One test of a kind, for help and documentation.
struct CheckTest {
  std::string name;
  std::string what;                       ///< what holds when it passes
  CheckLevel level = CheckLevel::kQuick;  ///< the least that runs it
};
[[nodiscard]] std::vector<CheckTest> check_tests(plugin::Kind kind);

/// Runs the tests that `options` ask for on one plugin and calls `on_result` after each. The
/// catalogue serves to find the activation that a loss is fused with and the built-in plugin to
/// compare the speed with. Throws UserError for an `only` that is no regular expression and a
/// `skip` that names no test. A program that calls this hands over to check_main in its main().
void check(const plugin::PluginInfo& plugin, const plugin::Catalog& catalog,
           const CheckOptions& options, const std::function<void(const CheckResult&)>& on_result);

/// Role of the child that runs one test (argv[1] == kCheckRole); argv[2] is its CheckJob as JSON.
inline constexpr const char* kCheckRole = "__check";
int check_main(int argc, char** argv);

}  // namespace ice::conformance
