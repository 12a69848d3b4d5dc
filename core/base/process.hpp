#pragma once
// Starts child processes and ends them. Workers, plugin probes, predictions and git run in children
// so that a crash there cannot end `ice`.
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fd.hpp"

namespace ice::base {

/// How a child process ended.
struct ExitStatus {
  int code = 0;    ///< exit code, when signal is 0
  int signal = 0;  ///< the signal that ended it, else 0
  /// The text for people: "exit code 3", "SIGSEGV (segmentation fault)".
  [[nodiscard]] std::string describe() const;
  [[nodiscard]] bool ok() const { return code == 0 && signal == 0; }
};

/// What a child is started with. Every descriptor that ice opens is close-on-exec, so the child
/// gets standard input, output and error and those listed here, and no others.
struct SpawnOptions {
  std::vector<std::string> argv;                 ///< argv[0] is the program's path
  std::vector<std::pair<int, int>> descriptors;  ///< (number here, number in the child); borrowed
  std::vector<std::string> environment;          ///< NAME=value; replaces our own NAME, or adds it
};

/// Owns one child process, which leads a process group of its own. The destructor kills the group
/// and reaps the child, unless wait() has done so. Not thread-safe: one thread at a time.
class Process {
 public:
  /// Starts the child. REQUIRES: options.argv is not empty. Throws as throw_system_error does when
  /// the program cannot be started.
  explicit Process(const SpawnOptions& options);
  ~Process();
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Sends a signal to the child and its whole group. Does nothing after wait() has returned.
  void kill(int signal) const;
  /// Waits up to `limit` and returns whether the child has ended. Call wait() for its status.
  [[nodiscard]] bool ends_within(std::chrono::milliseconds limit) const;
  /// Waits without a limit until the child ends, reaps it and returns how it ended. Later calls
  /// return the same status at once.
  [[nodiscard]] ExitStatus wait();

 private:
  pid_t pid_ = -1;
  std::optional<ExitStatus> status_;
};

/// A child that has ended, and what it printed.
struct Completed {
  ExitStatus status;
  bool timed_out = false;
  std::string out;  ///< standard output
  std::string err;  ///< the last 16 KiB of standard error
};

/// Starts a child, reads its output until it ends, and kills it at the time limit. What it started
/// itself ends with it. `environment` as in SpawnOptions.
[[nodiscard]] Completed run_to_end(const std::vector<std::string>& argv,
                                   std::chrono::milliseconds limit,
                                   const std::vector<std::string>& environment = {});

/// The path of the running program. Put it into argv[0] to start the same program in another role
/// (worker, probe, predict, ...), which its first argument names; each role has a `*_main`. Process
/// then starts the image that is running, even when its file was removed or replaced meanwhile.
[[nodiscard]] std::string self_program();

/// Opens /dev/null as standard input, output or error where our parent closed it. Otherwise a file
/// opened later would get that descriptor, and printed text would be written into the file. Call it
/// first in main().
void open_standard_streams();

/// Makes this process end with SIGKILL when its parent dies, and leave no core file. Call it first
/// in a child's `*_main`.
void bind_to_parent();

}  // namespace ice::base
