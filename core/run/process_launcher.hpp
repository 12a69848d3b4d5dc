#pragma once
// The launcher of worker processes: one per core, each for many runs, replaced when they die.
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
  worker::Setup setup;
  unsigned workers = 1;
  bool isolate = false;      ///< a process for every run
  double seconds_limit = 0;  ///< per run, 0: none
};

/// Workers are started as jobs come. A run that ends a worker which had run others before is tried
/// once more in a fresh one: those may have left it damaged.
class ProcessLauncher : public Launcher {
 public:
  explicit ProcessLauncher(LauncherOptions options);

  [[nodiscard]] bool can_start() const override;
  void start(worker::Job job) override;
  [[nodiscard]] std::vector<Event> wait(std::chrono::steady_clock::time_point until) override;

 private:
  using Clock = worker::WorkerProcess::Clock;

  struct Waiting {
    worker::Job job;
    bool needs_fresh = false;  ///< a worker that has run nothing yet, if one can be started
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
  std::size_t most_workers_;       ///< at a time; less than asked for when no more could be started
  std::deque<Waiting> waiting_;    ///< for a worker to be free, or to be started
  std::set<std::uint64_t> again_;  ///< jobs that began in a worker which then ended
  std::vector<Event> events_;
  int lost_before_run_ = 0;  ///< workers in a row that ended without beginning a run
  std::uint64_t ended_for_memory_;
};

}  // namespace ice::run
