// The child process of a check: runs one test and writes its verdict as one line of JSON.
#include <unistd.h>

#include <exception>
#include <new>
#include <string_view>

#include "base/process.hpp"
#include "conformance/job.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
namespace {

Verdict verdict_of(const CheckJob& job) {
  try {
    return run_test(job.test, job.subject);
  } catch (const std::bad_alloc&) {
    return {CheckOutcome::kFailed, "out of memory"};
  } catch (const std::exception& error) {
    return {CheckOutcome::kFailed, error.what()};
  }
}

}  // namespace

int check_main(int argc, char** argv) {
  base::bind_to_parent();
  // A plugin may print; that must not be read as the answer.
  const int out = ::dup(STDOUT_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  const CheckJob job = check_job_from(base::Value::parse(argc > 2 ? argv[2] : "null"));
  const std::string line = to_value(verdict_of(job)).dump() + "\n";
  const bool is_written = ::write(out, line.data(), line.size()) == ssize_t(line.size());
  // Ends without the destructors of the libraries, which may be faulty.
  ::_exit(is_written ? 0 : 1);
}

}  // namespace ice::conformance
