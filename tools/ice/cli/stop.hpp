#pragma once
// Ctrl-C and its kin as a wish to stop, not an end.
#include <atomic>

namespace ice::cli {

/// While an object lives, the first SIGINT, SIGTERM, SIGHUP or SIGPIPE is noted; one that comes
/// later ends the program at once. Those that were ignored before stay ignored. One object at a
/// time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// The signal's number, 0 until one came.
  [[nodiscard]] const std::atomic<int>* flag() const;
};

}  // namespace ice::cli
