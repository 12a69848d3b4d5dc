// Tests that the result of a call depends only on its inputs: not on earlier calls, the plugin
// object, the memory or other threads.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Sample kOther{.rows = 3, .cols = 4};
constexpr Sample kLarge{.rows = 48, .cols = 33};  // long enough for calls to overlap
constexpr std::size_t kThreads = 4;

template <class T>
std::vector<Memory<T>> execute_all(const std::vector<Call<T>>& calls) {
  std::vector<Memory<T>> results;
  for (const Call<T>& call : calls) results.push_back(execute(call));
  return results;
}

template <class T>
void require_same(const std::vector<Call<T>>& calls, const std::vector<Memory<T>>& expected,
                  const std::vector<Memory<T>>& results, const char* when) {
  for (std::size_t k = 0; k < calls.size(); ++k) {
    const std::string text = difference(calls[k], expected[k], results[k]);
    if (!text.empty()) throw Failed(text + when);
  }
}

// The time for one case. All cases share a fixed time, so that a plugin with many parameters does
// not take long: a race shows in each of them.
Clock::duration duration_of_case(const Subject& subject) {
  const bool is_strict = subject.level == CheckLevel::kStrict;
  const std::size_t cases = settings(subject.plugin).size() * (subject.plugin.float32 ? 2 : 1);
  return std::chrono::milliseconds(is_strict ? 400 : 100) / cases;
}

// Lets threads call the plugin again and again until enough calls have overlapped. On a busy
// machine they seldom overlap, because a thread waits most of the time.
class Race {
 public:
  explicit Race(Clock::duration duration) : duration_(duration) {}

  template <class F>
  void run(F call) {
    start_.arrive_and_wait();
    const auto start = Clock::now();
    while (goes_on(Clock::now() - start)) {
      // Relaxed, because a stronger order here would hide a race in the plugin.
      const int mine = begun_.fetch_add(1, std::memory_order_relaxed) + 1;
      call();
      if (begun_.load(std::memory_order_relaxed) != mine)
        met_.fetch_add(1, std::memory_order_relaxed);
    }
  }

 private:
  static constexpr int kMeetings = 30, kPatience = 20;

  [[nodiscard]] bool goes_on(Clock::duration since) const {
    return since < duration_ || (met_ < kMeetings && since < kPatience * duration_);
  }

  Clock::duration duration_;
  std::latch start_{kThreads};
  std::atomic<int> begun_ = 0, met_ = 0;
};

// Each thread has data of its own, so that it notices what another leaves in shared memory.
template <class T>
void race(const Case& c) {
  std::array<std::vector<Call<T>>, kThreads> calls;
  std::array<std::vector<Memory<T>>, kThreads> expected;
  std::array<std::string, kThreads> found;
  for (std::size_t k = 0; k < kThreads; ++k) {
    calls[k] = c.calls_of<T>(c.plugin, kLarge, k);
    expected[k] = execute_all(calls[k]);
  }
  Race together(duration_of_case(c.subject));
  const auto work = [&](std::size_t k) {
    try {
      together.run([&] {
        require_same(calls[k], expected[k], execute_all(calls[k]), " beside other threads");
      });
    } catch (const std::exception& error) {
      found[k] = error.what();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t k = 0; k < kThreads; ++k) threads.emplace_back(work, k);
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : found) {
    if (!text.empty()) throw Failed(text);
  }
}

}  // namespace

Verdict determinism(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    const std::vector<Call<T>> calls = c.calls_of<T>(c.plugin);
    const std::vector<Memory<T>> expected = execute_all(calls);
    require_same(calls, expected, execute_all(calls), " when it is repeated");
    require_same(calls, expected, execute_all(c.calls_of<T>(c.again())),
                 " from another object with the same parameters");
  });
  return {};
}

Verdict statelessness(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    const std::vector<Memory<T>> expected = execute_all(c.calls_of<T>(c.again()));
    const std::vector<Call<T>> calls = c.calls_of<T>(c.plugin),
                               others = c.calls_of<T>(c.plugin, kOther, 1);
    std::vector<Memory<T>> results;
    for (const Call<T>& call : calls) {
      execute_all(others);
      results.push_back(execute(call));
    }
    require_same(calls, expected, results, " after calls with other data");
  });
  return {};
}

Verdict threads(const Subject& subject) {
  in_each_setting(subject, Types::kBoth, 1, []<class T>(const Case& c) { race<T>(c); });
  return {};
}

}  // namespace ice::conformance
