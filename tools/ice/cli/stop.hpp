#pragma once
// Turns Ctrl-C and similar signals into a request to stop, so that a run can end in order.
#include <atomic>

namespace ice::cli {

/// While an object lives, the first SIGINT, SIGTERM, SIGHUP or SIGPIPE only sets flag(). A later
/// one ends the program at once. Signals that were ignored before stay ignored. REQUIRES: at most
/// one object at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// The signal's number; 0 until one has come. Any thread may read it, at any time.
  [[nodiscard]] const std::atomic<int>* flag() const;
};

}  // namespace ice::cli
