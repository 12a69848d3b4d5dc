#pragma once
// One worker as the coordinator sees it: its process, its socket, its standard error and the job
// that it has.
#include <chrono>
#include <optional>
#include <string>

#include "base/fd.hpp"
#include "base/process.hpp"
#include "worker/crash_mark.hpp"
#include "worker/error_text.hpp"
#include "worker/frame.hpp"
#include "worker/message.hpp"

namespace ice::worker {

/// Order of calls: the constructor; then give(), and receive() and next() until the job has ended;
/// the next give(), and so on. When receive() returns false: ends_by_itself(), end(). The
/// destructor kills the worker. Not thread-safe: run::ProcessLauncher owns it and calls it from one
/// thread.
class WorkerProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Starts this program in the worker's role and sends the setup. Throws as throw_system_error
  /// does when the worker cannot be started.
  explicit WorkerProcess(const Setup& setup);

  /// Sends a job. REQUIRES: the worker has none. A worker that cannot take the job is killed: the
  /// end of its stream then shows it.
  void give(Job job);

  /// Reads messages from the socket; waits when there is nothing to read (poll socket() before).
  /// False at the end of the stream.
  [[nodiscard]] bool receive();
  /// Reads what the worker has printed so far; does not wait.
  void receive_error_text();

  /// The next message that has arrived whole; nothing when there is none. It is applied to the job
  /// already: Begun starts the job's clock, Ended removes the job. Throws Error for bytes that are
  /// no message, or a message that cannot come now.
  [[nodiscard]] std::optional<FromWorker> next();

  /// Whether the process ends by itself; waits up to a second for it. Ask when its stream has
  /// ended.
  [[nodiscard]] bool ends_by_itself() const;
  /// Kills the process if it still runs, waits for its end, and reads the rest of what it printed.
  base::ExitStatus end();

  [[nodiscard]] const std::optional<Job>& job() const { return job_; }
  /// When the worker began the job; nothing until then.
  [[nodiscard]] std::optional<Clock::time_point> begun_at() const { return begun_at_; }
  /// Whether no job has ended in this worker yet.
  [[nodiscard]] bool is_fresh() const { return is_fresh_; }
  /// How far the job is. Read it after end().
  [[nodiscard]] const nn::Progress& progress() const { return mark_.get(); }
  [[nodiscard]] const ErrorText& error_text() const { return error_text_; }
  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] int error_pipe() const { return error_pipe_.get(); }

 private:
  void send(const ToWorker& message);
  void check(std::uint64_t job, bool has_begun) const;

  base::Fd socket_, error_pipe_;
  CrashMark mark_;
  std::optional<base::Process> process_;
  FrameReader reader_;
  ErrorText error_text_;
  std::optional<Job> job_;
  std::optional<Clock::time_point> begun_at_;
  bool is_fresh_ = true;
};

}  // namespace ice::worker
