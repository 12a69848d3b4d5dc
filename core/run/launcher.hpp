#pragma once
// The seam between the scheduler and what trains: three calls. Tests drive the scheduler through it
// without processes, and another engine than ProcessLauncher can take its place.
#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "worker/message.hpp"

namespace ice::run {

/// A worker ended by itself, or failed so that it was ended: "SIGSEGV (segmentation fault)". What
/// becomes of the job that it had is reported apart, by an Ended.
struct WorkerLost {
  std::string how;
};

struct Event {
  unsigned worker = 0;  ///< from 0
  std::variant<worker::Begun, worker::Epoch, worker::Ended, WorkerLost> what;
};

/// Runs jobs in workers. For every job that is started there is one Begun, then any number of
/// Epochs, then one Ended, whatever happens to its worker. The destructor ends all that still runs.
/// Not thread-safe: one thread makes all calls.
class Launcher {
 public:
  virtual ~Launcher() = default;

  /// Whether a job that is started now would find a worker. When false, start() only queues it.
  [[nodiscard]] virtual bool can_start() const = 0;

  /// REQUIRES: no job under way has the same id. Throws Error or UserError when no worker can be
  /// started and none is there.
  virtual void start(worker::Job job) = 0;

  /// Returns what has happened since the last call. Waits for it, until `until` at most; a signal
  /// ends the waiting too. Throws as start() does, and UserError when workers keep ending before
  /// they begin a job.
  [[nodiscard]] virtual std::vector<Event> wait(std::chrono::steady_clock::time_point until) = 0;
};

}  // namespace ice::run
