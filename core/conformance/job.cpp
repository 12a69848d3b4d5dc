#include "conformance/job.hpp"

#include <fmt/format.h>

#include "base/process.hpp"
#include "base/text.hpp"

namespace ice::conformance {
namespace {

// The failure of a test whose child gave no answer.
Verdict blame(const base::Completed& child, std::chrono::duration<double> limit) {
  if (child.timed_out)
    return {CheckOutcome::kFailed,
            fmt::format("it did not end within {}", base::format_seconds(limit.count()))};
  std::string text = "it ended the process: " + child.status.describe();
  const std::string said = base::last_words(child);
  if (!said.empty()) text += fmt::format(" ({})", said);
  return {CheckOutcome::kFailed, text};
}

}  // namespace

base::Value to_value(const CheckJob& job) {
  return {{"subject", to_value(job.subject)}, {"test", job.test}};
}

CheckJob check_job_from(const base::Value& value) {
  return {subject_from(value.at("subject")), value.at("test")};
}

base::Value to_value(const Verdict& verdict) {
  return {{"outcome", static_cast<int>(verdict.outcome)}, {"text", verdict.text}};
}

Verdict verdict_from(const base::Value& value) {
  return {static_cast<CheckOutcome>(value.at("outcome").get<int>()), value.at("text")};
}

Verdict run_job(const CheckJob& job, std::chrono::milliseconds limit) {
  // One thread for matrix products: starting more would take longer than most tests.
  const base::Completed child = base::run_to_end(
      {base::self_program(), kCheckRole, to_value(job).dump()}, limit, {"OPENBLAS_NUM_THREADS=1"});
  if (child.out.empty() || child.out.back() != '\n') return blame(child, limit);
  return verdict_from(base::Value::parse(child.out));
}

}  // namespace ice::conformance
