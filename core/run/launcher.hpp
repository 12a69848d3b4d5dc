#pragma once
// The seam between the scheduler and whatever trains: three calls, so that the scheduler is tested
// without processes and another engine can stand behind it.
#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "worker/message.hpp"

namespace ice::run {

/// A worker ended by itself: "SIGSEGV (segmentation fault)". What it ran has an Ended of its own.
struct WorkerLost {
  std::string how;
};

struct Event {
  unsigned worker = 0;  ///< from 0
  std::variant<worker::Begun, worker::Epoch, worker::Ended, WorkerLost> what;
};

/// Every job that is started comes back with one Begun, some Epochs and one Ended, whatever happens
/// to it. The destructor ends all that still runs. One thread.
class Launcher {
 public:
  virtual ~Launcher() = default;

  /// Whether start() would have a worker at work sooner than later calls of it.
  [[nodiscard]] virtual bool can_start() const = 0;

  /// Throws Error when there is no way to run anything any more.
  virtual void start(worker::Job job) = 0;

  /// What has happened since the last call; waits for it until `until`, or a signal.
  [[nodiscard]] virtual std::vector<Event> wait(std::chrono::steady_clock::time_point until) = 0;
};

}  // namespace ice::run
