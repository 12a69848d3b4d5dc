#pragma once
// One worker as the coordinator holds it: the process, its socket, its standard error, its job.
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

class WorkerProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Starts this program in the worker's role and sends the setup. Throws as throw_system_error
  /// does when it cannot.
  explicit WorkerProcess(const Setup& setup);

  /// Gives it a job; it has none. A worker that does not take it is killed: the end of its stream
  /// then tells.
  void give(Job job);

  /// Reads what there is to read. False at the end of the worker's stream.
  [[nodiscard]] bool receive();
  void receive_error_text();

  /// The next message, which concerns the job and has been applied to it: Begun starts its clock,
  /// Ended removes it. Throws Error for a message that cannot be.
  [[nodiscard]] std::optional<FromWorker> next();

  /// Whether it is ending by itself: to ask when its stream has ended.
  [[nodiscard]] bool ends_by_itself() const;
  /// Makes sure that it has ended, and reads what it still printed.
  base::ExitStatus end();

  [[nodiscard]] const std::optional<Job>& job() const { return job_; }
  /// When the job began; nothing while it has not.
  [[nodiscard]] std::optional<Clock::time_point> begun_at() const { return begun_at_; }
  /// Whether it has run nothing but its present job.
  [[nodiscard]] bool is_fresh() const { return is_fresh_; }
  /// Where the present job's run is.
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
