// The launcher with real worker processes, this program being the worker.
#include "run/process_launcher.hpp"
#include "support/skip.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "base/error.hpp"
#include "sanitized.hpp"
#include "support/jobs.hpp"

using namespace ice;
using namespace ice::run;
using namespace std::chrono_literals;
using ice::store::Status;
using test::Jobs;

namespace {

using Texts = std::vector<std::string>;

std::string ruinous(const std::string& how) {
  return "network.activation={name: ruin/ruinous, how: " + how + "}";
}

struct Fixture {
  Jobs jobs;
  std::optional<ProcessLauncher> launcher;
  std::map<std::uint64_t, worker::RunResult> outcomes;
  std::map<std::uint64_t, int> begun;
  Texts lost;

  explicit Fixture(LauncherOptions options = {}) {
    options.setup = jobs.setup;
    launcher.emplace(std::move(options));
  }

  void wait() {
    for (const Event& event : launcher->wait(std::chrono::steady_clock::now() + 100ms)) {
      if (const auto* b = std::get_if<worker::Begun>(&event.what)) ++begun[b->job];
      if (const auto* e = std::get_if<worker::Ended>(&event.what)) outcomes[e->job] = e->result;
      if (const auto* w = std::get_if<WorkerLost>(&event.what)) lost.push_back(w->how);
    }
  }

  // One job after the other, each with these overrides; until all came back.
  void run(const std::vector<Texts>& all) {
    std::uint64_t next = 0;
    while (outcomes.size() < all.size()) {
      while (next < all.size() && launcher->can_start()) {
        launcher->start(jobs.job(next, all[next]));
        ++next;
      }
      wait();
    }
  }

  [[nodiscard]] Status status(std::uint64_t job) const { return outcomes.at(job).status; }
  [[nodiscard]] const std::string& error(std::uint64_t job) const { return outcomes.at(job).error; }
};

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) != -1; }

// Descriptors may be opened until `more` are in use beside those that are now.
class FewDescriptors {
 public:
  explicit FewDescriptors(unsigned more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = ::dup(0);
    ::close(lowest_free);
    const rlimit limit{static_cast<rlim_t>(lowest_free) + more, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("launcher: each job comes back with one begin and one end") {
  Fixture f({.setup = {}, .workers = 2});
  f.run(std::vector<Texts>(10));
  for (std::uint64_t job = 0; job < 10; ++job) {
    CHECK(f.begun[job] == 1);
    CHECK(f.status(job) == Status::kFinished);
    CHECK(f.outcomes[job].curves.at(0).values == f.outcomes[0].curves.at(0).values);
  }
  CHECK(f.lost.empty());
}

TEST_CASE("launcher: its end leaves no process behind, whatever runs") {
  {
    Fixture f({.setup = {}, .workers = 2});
    f.launcher->start(f.jobs.job(0, {ruinous("loops")}));
    f.launcher->start(f.jobs.job(1, {ruinous("loops")}));
    while (f.begun.size() < 2) f.wait();
  }
  CHECK_FALSE(has_children());
}

TEST_CASE("launcher: a run that ends its process is told how, and where it was") {
  Fixture f;
  f.run({{ruinous("segfaults")},
         {ruinous("aborts")},
         {ruinous("exits")},
         {ruinous("overflows_stack")},
         {},
         {"initializer={name: ruin/ruinous, how: aborts}"},
         {"loss={name: ruin/ruinous, how: segfaults}"},
         {"optimizer={name: ruin/ruinous, how: exits, learning_rate: 1}"},
         {"network.activation={name: ruin/constructor, how: segfaults}"}});
  const std::string in_forward = " in epoch 1, layer 1, ruin/ruinous forward";
  CHECK(f.error(0) == "SIGSEGV (segmentation fault)" + in_forward);
  CHECK(f.error(1) == "SIGABRT (aborted)" + in_forward);
  CHECK(f.error(2) == "exited with code 0" + in_forward);
  CHECK(f.error(3) == "SIGSEGV (segmentation fault)" + in_forward);
  CHECK(f.status(4) == Status::kFinished);
  CHECK(f.error(5) == "SIGABRT (aborted) before the first epoch, layer 1, ruin/ruinous fill");
  CHECK(f.error(6) == "SIGSEGV (segmentation fault) in epoch 1, layer 2, ruin/ruinous gradient");
  CHECK(f.error(7) == "exited with code 0 in epoch 1, ruin/ruinous step");
  CHECK(f.error(8) == "SIGSEGV (segmentation fault) before the first epoch");
  for (const std::uint64_t job : {0, 1, 2, 3, 5, 6, 7, 8}) CHECK(f.status(job) == Status::kCrashed);
}

TEST_CASE("launcher: a run whose worker was damaged by another is tried again in a fresh one") {
  Fixture f;
  f.run({{ruinous("damages")}, {"network.activation=ruin/sound"}, {}});
  CHECK(f.status(0) == Status::kFinished);
  CHECK(f.status(1) == Status::kFinished);
  CHECK(f.begun[1] == 1);
  CHECK(f.lost == Texts{"SIGABRT (aborted)"});
}

TEST_CASE("launcher: a run that ends its worker twice is at fault itself") {
  Fixture f;
  f.run({{}, {ruinous("segfaults")}, {}});
  CHECK(f.status(1) == Status::kCrashed);
  CHECK(f.begun[1] == 1);
  CHECK(f.lost == Texts(2, "SIGSEGV (segmentation fault)"));
  CHECK(f.status(2) == Status::kFinished);
}

TEST_CASE("launcher: isolated runs have a process each") {
  Fixture f({.setup = {}, .workers = 1, .isolate = true});
  f.run({{ruinous("damages")}, {"network.activation=ruin/sound"}});
  CHECK(f.status(1) == Status::kFinished);
  CHECK(f.lost.empty());
}

TEST_CASE("launcher: a run past its limit is stopped, though it ignores signals") {
  Fixture f({.setup = {}, .workers = 1, .seconds_limit = 0.3});
  f.run({{ruinous("loops")}});
  CHECK(f.status(0) == Status::kTimeout);
  CHECK(f.error(0) ==
        "stopped after 300 ms (experiment.limits.seconds) in epoch 1, layer 1, ruin/ruinous "
        "forward");
  CHECK(f.outcomes[0].seconds >= 0.3);
}

TEST_CASE("launcher: one that prints for ever is stopped, its last words are kept") {
  Fixture f({.setup = {}, .workers = 1, .seconds_limit = 0.3});
  f.run({{ruinous("floods")}});
  CHECK(f.status(0) == Status::kTimeout);
  CHECK_THAT(f.error(0), Catch::Contains("forward\nstandard error:\neeee"));
  CHECK(f.error(0).size() < 17 * 1024);
}

TEST_CASE("launcher: a worker whose messages are damaged is replaced") {
  Fixture f;
  f.run({{ruinous("garbles")}, {}});
  CHECK(f.status(0) == Status::kCrashed);
  CHECK_THAT(f.error(0), Catch::StartsWith("sent a damaged message (the checksum of a frame's "
                                           "length does not hold) in epoch "));
  CHECK(f.status(1) == Status::kFinished);
}

TEST_CASE("launcher: a worker that hangs up and goes on is ended") {
  Fixture f;
  f.run({{ruinous("hangs_up")}, {}});
  CHECK(f.error(0) == "closed its connection in epoch 1, layer 1, ruin/ruinous forward");
  CHECK(f.status(1) == Status::kFinished);
}

TEST_CASE("launcher: what a failed run printed is kept with it, on either stream") {
  Fixture f;
  f.run({{ruinous("prints")}, {ruinous("throws")}, {ruinous("terminates")}});
  CHECK(f.error(0) ==
        "epoch 1, layer 1: ruin/ruinous forward: cannot go on\n"
        "standard error:\non standard output");
  CHECK(f.error(1) == "epoch 1, layer 1: ruin/ruinous forward: cannot go on");
  CHECK_THAT(f.error(2), Catch::StartsWith("SIGABRT (aborted) in epoch 1, layer 1, ruin/ruinous "
                                           "forward\nstandard error:\nterminate called after"));
}

TEST_CASE("launcher: an exception of memory that nobody can catch is told as lack of memory") {
  Fixture f;
  f.run({{ruinous("terminates")}});
  CHECK(f.status(0) == Status::kOom);
}

TEST_CASE("launcher: where descriptors do not suffice for all workers, those there are go on") {
  if (kIsSanitized) skip("UBSan takes descriptors to look at objects");
  Fixture f({.setup = {}, .workers = 2});
  const FewDescriptors few(8);  // a worker takes 6 at its start, and keeps 3
  f.run(std::vector<Texts>(4));
  CHECK(f.outcomes.size() == 4);
}

TEST_CASE("launcher: where descriptors do not suffice for one worker, it says what to do") {
  if (kIsSanitized) skip("UBSan takes descriptors to look at objects");
  Fixture f;
  const FewDescriptors few(3);
  CHECK_THROWS_AS(f.launcher->start(f.jobs.job(0)), ice::base::UserError);
}

TEST_CASE("launcher: workers that end before they begin are not started for ever") {
  Fixture f;
  ::setenv("LD_DEBUG", "help", 1);  // the loader says what it knows and ends the process
  CHECK_THROWS_WITH(f.run({{}}),
                    Catch::StartsWith("workers end before they begin a run: exited with code 0\n"
                                      "standard error:\nValid options for the LD_DEBUG"));
  ::unsetenv("LD_DEBUG");
}
