#pragma once
// What the parent of a check tells its child, and what the child answers.
#include <chrono>
#include <string>

#include "conformance/subject.hpp"

namespace ice::conformance {

struct CheckJob {
  Subject subject;
  std::string test;
};
[[nodiscard]] base::Value to_value(const CheckJob& job);
[[nodiscard]] CheckJob check_job_from(const base::Value& value);

[[nodiscard]] base::Value to_value(const Verdict& verdict);
[[nodiscard]] Verdict verdict_from(const base::Value& value);

/// Runs the job in a child: its verdict, or a failure that says how the child ended.
[[nodiscard]] Verdict run_job(const CheckJob& job, std::chrono::milliseconds limit);

}  // namespace ice::conformance
