#pragma once
// Ctrl-C and its kin as a wish to stop, not an end.
#include <atomic>

namespace ice::cli {

/// While an object lives, the first SIGINT, SIGTERM, SIGHUP or SIGPIPE is noted; the second of the
/// same kind ends the program at once. One object at a time.
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
