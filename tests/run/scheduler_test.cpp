// The scheduler over a launcher that starts nothing: what it hands out, records and says, and when.
#include "run/scheduler.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <thread>

#include "store/query/query.hpp"
#include "support/studies.hpp"

using namespace ice;
using namespace ice::run;
using namespace std::chrono_literals;
using ice::store::Status;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

worker::Ended ended(std::uint64_t job, Status status = Status::kFinished,
                    const std::string& error = "") {
  return {job, worker::result_without_numbers(status, error)};
}

// Gives each job's events of a script, one job after the other; what it does not know of finishes.
class FakeLauncher : public Launcher {
 public:
  explicit FakeLauncher(std::size_t room = 1) : room_(room) {}

  [[nodiscard]] bool can_start() const override { return running_.size() < room_; }

  void start(worker::Job job) override {
    REQUIRE(can_start());
    started.push_back(job.id);
    if (job.id == fails_at) throw ice::base::UserError("", "no workers left");
    running_.push_back(job.id);
  }

  std::vector<Event> wait(Clock::time_point until) override {
    CHECK(until <= Clock::now() + 110ms);
    if (on_wait) on_wait();
    if (running_.empty() || running_.front() == hangs_at) {
      std::this_thread::sleep_until(std::min(until, Clock::now() + 5ms));
      if (!running_.empty() && !told_)
        return told_ = true, std::vector<Event>{{0, worker::Begun{hangs_at}}};
      return {};
    }
    const std::uint64_t job = running_.front();
    running_.pop_front();
    if (scripts.contains(job)) return scripts[job];
    return {{0, worker::Begun{job}}, {0, ended(job)}};
  }

  std::map<std::uint64_t, std::vector<Event>> scripts;
  std::uint64_t hangs_at = 1000, fails_at = 1000;
  std::function<void()> on_wait;
  std::vector<std::uint64_t> started;

 private:
  std::size_t room_;
  std::deque<std::uint64_t> running_;
  bool told_ = false;
};

// Writes down what it is told.
struct Diary : Observer {
  std::vector<std::string> lines;
  void started(const Started& run) override {
    lines.push_back("started " + run.key.substr(60) + " on " + std::to_string(run.worker));
  }
  void progress(const Progress& run) override {
    lines.push_back("epoch " + std::to_string(run.epoch) + " of " + std::to_string(run.epochs));
  }
  void done(const ice::store::Run& run) override {
    lines.push_back(to_string(run.status) + " " + run.key.substr(60));
  }
  void worker_lost(unsigned worker, const std::string& how) override {
    lines.push_back("lost " + std::to_string(worker) + ": " + how);
  }
};

using Lines = std::vector<std::string>;

std::string key_of(std::uint64_t job) {
  const std::string digits = std::to_string(job);
  return std::string(64 - digits.size(), '0') + digits;
}

struct SchedulerFixture {
  SchedulerFixture() {
    writer.emplace(folder / "s.db");
    revision_id = writer->add_study(test::small_study());
    environment_id = writer->add_environment({});
  }

  NextTrial trials(std::uint64_t count) {
    return [this, count]() -> std::optional<ReadyTrial> {
      if (given == count) return std::nullopt;
      ReadyTrial trial;
      trial.job.id = given;
      trial.job.code.epochs = 50;
      trial.run.key = key_of(given++);
      return trial;
    };
  }

  Counts run(std::uint64_t count, std::chrono::milliseconds grace = 100ms) {
    return Scheduler(launcher, {*writer, revision_id, environment_id}, diary, &stop, grace)
        .run(trials(count));
  }

  [[nodiscard]] std::optional<Status> recorded(std::uint64_t job) {
    const std::vector<std::string> keys{key_of(job)};
    return writer->statuses(keys)[0];
  }

  test::TemporaryFolder folder;
  std::optional<ice::store::Writer> writer;
  std::int64_t revision_id = 0, environment_id = 0;
  FakeLauncher launcher;
  Diary diary;
  std::atomic<int> stop{0};
  std::uint64_t given = 0;
};

}  // namespace

TEST_CASE("scheduler: trials are handed out in order, each when there is room") {
  SchedulerFixture f;
  const Counts tally = f.run(3);
  CHECK(f.launcher.started == std::vector<std::uint64_t>{0, 1, 2});
  CHECK(tally.ended == std::map<Status, std::uint64_t>{{Status::kFinished, 3}});
  CHECK_FALSE(tally.interrupted);
  for (std::uint64_t job = 0; job < 3; ++job) CHECK(f.recorded(job) == Status::kFinished);
}

TEST_CASE("scheduler: without trials nothing happens") {
  SchedulerFixture f;
  CHECK(f.run(0).ended.empty());
  CHECK(f.diary.lines.empty());
}

TEST_CASE("scheduler: a crash, a failure and a timeout are recorded, the others go on") {
  SchedulerFixture f;
  f.launcher.scripts[0] = {{0, worker::Begun{0}},
                           {0, WorkerLost{"SIGSEGV (segmentation fault)"}},
                           {0, ended(0, Status::kCrashed, "SIGSEGV (segmentation fault)")}};
  f.launcher.scripts[1] = {{0, worker::Begun{1}}, {0, ended(1, Status::kFailed, "cannot go on")}};
  f.launcher.scripts[2] = {{0, worker::Begun{2}}, {0, ended(2, Status::kTimeout, "too long")}};
  const Counts tally = f.run(4);
  CHECK(tally.ended == std::map<Status, std::uint64_t>{{Status::kFinished, 1},
                                                       {Status::kFailed, 1},
                                                       {Status::kCrashed, 1},
                                                       {Status::kTimeout, 1}});
  f.writer.reset();
  ice::store::Reader reader(f.folder / "s.db");
  CHECK(reader.run(key_of(0)).run.error == "SIGSEGV (segmentation fault)");
  CHECK(reader.run(key_of(1)).run.error == "cannot go on");
  CHECK(reader.run(key_of(2)).run.status == Status::kTimeout);
}

TEST_CASE("scheduler: the observer hears of a run's begin, epochs, worker and end, in order") {
  SchedulerFixture f;
  f.launcher.scripts[0] = {{2, worker::Begun{0}},
                           {2, worker::Epoch{0, 7, 0.5}},
                           {2, WorkerLost{"exited with code 3"}},
                           {2, ended(0, Status::kCrashed)}};
  (void)f.run(1);
  CHECK(f.diary.lines ==
        Lines{"started 0000 on 2", "epoch 7 of 50", "lost 2: exited with code 3", "crashed 0000"});
}

TEST_CASE("scheduler: a run is said to be done only when it can be read") {
  SchedulerFixture f;
  struct Reading : Diary {
    explicit Reading(fs::path store) : file(std::move(store)) {}
    void done(const ice::store::Run& run) override {
      CHECK(ice::store::Reader(file).run(run.key).run.status == run.status);
      Diary::done(run);
    }
    fs::path file;
  } reading(f.folder / "s.db");
  (void)Scheduler(f.launcher, {*f.writer, f.revision_id, f.environment_id}, reading)
      .run(f.trials(5));
  CHECK(reading.lines.size() == 10);
}

TEST_CASE("scheduler: begin and end of a run are noted") {
  SchedulerFixture f;
  const std::string before = ice::store::utc_text(std::chrono::system_clock::now());
  (void)f.run(1);
  const std::string after = ice::store::utc_text(std::chrono::system_clock::now());
  f.writer.reset();
  const auto run = ice::store::Reader(f.folder / "s.db").run(key_of(0)).run;
  CHECK(before <= run.started_at);
  CHECK(run.started_at <= run.finished_at);
  CHECK(run.finished_at <= after);
}

TEST_CASE("scheduler: a stop hands out no more, and what runs may end") {
  SchedulerFixture f;
  f.launcher.hangs_at = 0;
  f.launcher.scripts[0] = {{0, ended(0)}};
  int waits = 0;
  f.launcher.on_wait = [&] {
    if (++waits == 2) f.stop = SIGINT;
    if (waits == 4) f.launcher.hangs_at = 1000;
  };
  const Counts tally = f.run(5, 10s);
  CHECK(f.launcher.started == std::vector<std::uint64_t>{0});
  CHECK(tally.interrupted);
  CHECK(tally.ended == std::map<Status, std::uint64_t>{{Status::kFinished, 1}});
  CHECK(f.recorded(0) == Status::kFinished);
}

TEST_CASE("scheduler: after the grace a run is left without a record, the others are kept") {
  SchedulerFixture f;
  f.launcher.hangs_at = 2;
  f.launcher.on_wait = [&] {
    if (f.launcher.started.size() == 3) f.stop = SIGTERM;
  };
  const Counts tally = f.run(5, 50ms);
  CHECK(tally.interrupted);
  CHECK(tally.ended == std::map<Status, std::uint64_t>{{Status::kFinished, 2}});
  CHECK(f.recorded(1) == Status::kFinished);
  CHECK_FALSE(f.recorded(2));
}

TEST_CASE("scheduler: a stop when all has ended interrupts nothing") {
  SchedulerFixture f;
  int waits = 0;
  f.launcher.on_wait = [&] {
    if (++waits == 3) f.stop = SIGINT;
  };
  CHECK_FALSE(f.run(3).interrupted);
}

TEST_CASE("scheduler: a launcher that gives up ends it, what had ended is committed") {
  SchedulerFixture f;
  f.launcher.fails_at = 3;
  CHECK_THROWS_WITH(f.run(5), "no workers left");
  CHECK(f.recorded(2) == Status::kFinished);
  CHECK_FALSE(f.recorded(3));
}

TEST_CASE("scheduler: a store that vanishes ends it without a false word") {
  SchedulerFixture f;
  f.launcher.on_wait = [&] {
    if (f.launcher.started.size() == 2) fs::remove(f.folder / "s.db");
  };
  CHECK_THROWS_AS(f.run(4), ice::base::StoreError);
  for (const std::string& line : f.diary.lines) CHECK(line.starts_with("started"));
}

TEST_CASE("scheduler: a trial may wait until another has ended") {
  SchedulerFixture s;
  std::uint64_t ended_runs = 0;
  const auto next = s.trials(3);
  const auto one_at_a_time = [&]() -> std::optional<ReadyTrial> {
    return s.given > ended_runs ? std::nullopt : next();
  };
  const Counts counts =
      Scheduler(s.launcher, {*s.writer, s.revision_id, s.environment_id}, s.diary, &s.stop, 100ms)
          .run(one_at_a_time, [&](const ice::store::Run& run) {
            CHECK(run.status == Status::kFinished);
            ++ended_runs;
          });
  CHECK(ended_runs == 3);
  CHECK(counts.ended.at(Status::kFinished) == 3);
  CHECK(!counts.interrupted);
}
