#pragma once
// The launcher that trains in worker processes. A worker runs many jobs and is replaced when it
// ends.
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "run/launcher.hpp"
#include "worker/worker_process.hpp"

namespace ice::run {

struct LauncherOptions {
  worker::Setup setup;       ///< whose data sets must outlive the launcher
  unsigned workers = 1;      ///< processes at most
  bool isolate = false;      ///< a process for every run
  double seconds_limit = 0;  ///< per run; 0: none
};

/// Starts workers when jobs come. A run whose worker ends is recorded as crashed, or as oom when
/// the system ended the worker for lack of memory. A crashed run is first tried again in a fresh
/// worker when its worker had run other jobs before, which may have damaged it. A run past the time
/// limit is recorded as timeout, and its worker is killed.
class ProcessLauncher : public Launcher {
 public:
  /// Starts nothing yet.
  explicit ProcessLauncher(LauncherOptions options);

  /// Jobs that are started from now on get workers with this setup: each worker is replaced before
  /// its next job.
  void renew(worker::Setup setup);

  [[nodiscard]] bool can_start() const override;
  void start(worker::Job job) override;
  [[nodiscard]] std::vector<Event> wait(std::chrono::steady_clock::time_point until) override;

 private:
  using Clock = worker::WorkerProcess::Clock;

  struct Waiting {
    worker::Job job;
    bool needs_fresh = false;  ///< in a worker that has run nothing yet, if one can be started
  };

  [[nodiscard]] std::optional<unsigned> worker_for(bool needs_fresh) const;
  [[nodiscard]] std::size_t living_workers() const;
  void hand_out();
  bool start_worker(unsigned worker);
  void poll(Clock::time_point until);
  void read(unsigned worker);
  void take_messages(unsigned worker);
  void take_begin(unsigned worker, const worker::Begun& begun);
  void take_end(unsigned worker, worker::Ended ended);
  void lose(unsigned worker, const std::string& complaint);
  void lose_run(unsigned worker, store::Status status, const std::string& how);
  void lose_before_run(const worker::WorkerProcess& lost, const std::string& how);
  bool lacked_memory(const worker::WorkerProcess& lost, const base::ExitStatus& status);
  [[nodiscard]] std::optional<Clock::time_point> deadline(
      const worker::WorkerProcess& worker) const;
  void stop_overdue(unsigned worker);
  void end_job(unsigned worker, store::Status status, const std::string& how);

  LauncherOptions options_;
  std::vector<std::unique_ptr<worker::WorkerProcess>> workers_;  ///< null: not started
  std::set<unsigned> stale_;       ///< busy workers with an earlier setup
  std::size_t most_workers_;       ///< at a time; fewer than asked for when starting one failed
  std::deque<Waiting> waiting_;    ///< until a worker is free, or can be started
  std::set<std::uint64_t> again_;  ///< jobs that began in a worker which then ended
  std::vector<Event> events_;
  int lost_before_run_ = 0;  ///< workers in a row that ended without beginning a run
  std::uint64_t ended_for_memory_;
};

}  // namespace ice::run
