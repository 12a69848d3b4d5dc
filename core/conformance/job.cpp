#include "conformance/job.hpp"

#include "base/child.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
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
  // Without threads of its own for matrix products, which would cost more than most tests.
  const base::Answer answer =
      base::ask_child(kCheckRole, to_value(job).dump(), limit, {"OPENBLAS_NUM_THREADS=1"});
  switch (answer.kind) {
    case base::Answer::Kind::kValue:
      return verdict_from(answer.value);
    case base::Answer::Kind::kError:
      return {CheckOutcome::kFailed, answer.text};
    case base::Answer::Kind::kEnded:
      break;
  }
  return {CheckOutcome::kFailed, "it " + answer.text};
}

int check_main(int argc, char** argv) {
  base::answer_parent(argc, argv, [](const std::string& request) {
    const CheckJob job = check_job_from(base::Value::parse(request));
    return to_value(run_test(job.test, job.subject));
  });
}

}  // namespace ice::conformance
