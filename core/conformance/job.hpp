#pragma once
// What a check sends to its child, and what the child answers. Both cross the processes as JSON.
#include <chrono>
#include <string>

#include "conformance/plugin_under_test.hpp"

namespace ice::conformance {

/// One test on one plugin.
struct CheckJob {
  Subject subject;
  std::string test;  ///< name of the test
};
[[nodiscard]] base::Value to_value(const CheckJob& job);
[[nodiscard]] CheckJob check_job_from(const base::Value& value);

[[nodiscard]] base::Value to_value(const Verdict& verdict);
[[nodiscard]] Verdict verdict_from(const base::Value& value);

/// Runs the job in a child process and returns its verdict. When the child crashes or does not end
/// within the limit, the verdict is a failure that says so. Throws as base::run_to_end does when
/// the child cannot be started.
[[nodiscard]] Verdict run_job(const CheckJob& job, std::chrono::milliseconds limit);

}  // namespace ice::conformance
