#pragma once
// Child processes: started with posix_spawn, held by one owner, never left behind.
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fd.hpp"

namespace ice::base {

/// How a child ended.
struct ExitStatus {
  int code = 0;    ///< exit code, when signal is 0
  int signal = 0;  ///< the signal that ended it, else 0
  /// "exit code 3", "SIGSEGV (segmentation fault)".
  [[nodiscard]] std::string describe() const;
  [[nodiscard]] bool ok() const { return code == 0 && signal == 0; }
};

/// What a child is started with. Descriptors not named are closed in it (all of ours are
/// close-on-exec).
struct SpawnOptions {
  std::vector<std::string> argv;                 ///< argv[0] is the program's path
  std::vector<std::pair<int, int>> descriptors;  ///< (ours, number in the child)
  std::vector<std::string> environment;          ///< NAME=value, in addition to (and over) our own
};

/// One child process in its own process group. The destructor kills the group and reaps the child.
class Process {
 public:
  /// Throws what throw_system_error does when it cannot be started.
  explicit Process(const SpawnOptions& options);
  ~Process();
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Sends a signal to the child and its whole group; nothing happens once it was reaped.
  void kill(int signal) const;
  /// Whether it ends by itself before the limit. It stays to be waited for.
  [[nodiscard]] bool ends_within(std::chrono::milliseconds limit) const;
  [[nodiscard]] ExitStatus wait();

 private:
  pid_t pid_ = -1;
  std::optional<ExitStatus> status_;
};

/// A finished child with all that it printed.
struct Completed {
  ExitStatus status;
  bool timed_out = false;
  std::string out;  ///< standard output
  std::string err;  ///< the last 16 KiB of standard error
};

/// The last line of its standard error; empty when that is no UTF-8.
[[nodiscard]] std::string last_words(const Completed& child);

/// Starts a child, reads its output until it ends, and kills it at the time limit. What it started
/// itself ends with it. `environment` as in SpawnOptions.
[[nodiscard]] Completed run_to_end(const std::vector<std::string>& argv,
                                   std::chrono::milliseconds limit,
                                   const std::vector<std::string>& environment = {});

/// The program that runs now, as a child can be started from it again: children of ours are the
/// same program in another role, told by its first argument (see each role's `*_main`). They start
/// even when its file was removed or replaced since the first call.
[[nodiscard]] std::string self_program();

/// To call first in main(): where standard input, output or error was closed by who started us,
/// opens /dev/null in its place. A file opened later would get the number and what is printed.
void open_standard_streams();

/// To call first in a child: end with SIGKILL when the parent dies, leave no core file.
void bind_to_parent();

}  // namespace ice::base
