// Measures how fast a plugin is, compared with a built-in one of its kind and with the matrix
// product of the same layer. The test only warns, because the machine may be busy with something
// else.
#include <chrono>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Sample kLayer{.rows = 256, .cols = 256};
constexpr int kAttempts = 5;  // the fastest is reported
constexpr std::chrono::duration<double> kAttempt{0.002};
constexpr double kSlow = 10;  // warns above this multiple of the built-in plugin's time

// The seconds of one run. Each attempt repeats the run until kAttempt has passed.
template <class Run>
double seconds_of(Run&& run) {
  double best = std::numeric_limits<double>::infinity();
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto start = Clock::now();
    std::chrono::duration<double> spent{0};
    int count = 0;
    while (spent < kAttempt) {
      run();
      ++count;
      spent = Clock::now() - start;
    }
    best = std::min(best, spent.count() / count);
  }
  return best;
}

double nanoseconds(double seconds) {
  return seconds * 1e9 / static_cast<double>(kLayer.rows * kLayer.cols);
}

struct Timing {
  double total = 0;
  std::vector<std::string> parts;  // "forward 0.8"
};

Timing time_calls(const Subject& subject, const Made& plugin) {
  Timing timing;
  for (const Call<double>& call : calls<double>(subject, plugin, kLayer)) {
    const bool is_seen = std::any_of(timing.parts.begin(), timing.parts.end(),
                                     [&](const auto& p) { return p.starts_with(call.name + " "); });
    if (is_seen) continue;  // the same function with other data, or at another step
    const Memory<double> memory = call.memory();
    const double each = nanoseconds(seconds_of([&] { call.run(memory); }));
    timing.total += each;
    timing.parts.push_back(fmt::format("{} {}", call.name, base::format_short(each, 2)));
  }
  return timing;
}

double time_matrix_product() {
  base::Stream stream(1, base::Purpose::kData);
  const arma::mat W = random_matrix<double>(stream, kLayer.rows, kLayer.rows),
                  A = random_matrix<double>(stream, kLayer.rows, kLayer.cols);
  arma::mat Z(kLayer.rows, kLayer.cols);
  return nanoseconds(seconds_of([&] { Z = W * A; }));
}

}  // namespace

Verdict speed(const Subject& subject) {
  const Timing own = time_calls(subject, subject.make(defaults(subject.plugin)));
  Verdict verdict{CheckOutcome::kPassed,
                  fmt::format("{} ns per element", base::join(own.parts, ", "))};
  if (subject.builtin) {
    const Timing builtin = time_calls(subject, plugin::create(*subject.builtin));
    verdict.text += fmt::format("; {} {}", subject.builtin->id, base::join(builtin.parts, ", "));
    if (own.total > kSlow * builtin.total) verdict.outcome = CheckOutcome::kWarned;
  }
  verdict.text +=
      fmt::format("; a matrix product {}", base::format_short(time_matrix_product(), 2));
  return verdict;
}

}  // namespace ice::conformance
