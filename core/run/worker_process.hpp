#pragma once
// One worker as the coordinator holds it: the process, its socket, its standard error, its jobs.
#include <chrono>
#include <deque>
#include <optional>

#include "base/fd.hpp"
#include "base/process.hpp"
#include "run/error_text.hpp"
#include "run/frame.hpp"
#include "run/message.hpp"

namespace ice::run {

class WorkerProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// Starts this program in the worker's role and sends the setup. Throws Error when it cannot.
  explicit WorkerProcess(const Setup& setup);

  /// Puts a job into the worker's queue. A worker that does not take it is killed: the end of its
  /// stream then tells.
  void give(Job job);

  /// Reads what there is to read. False at the end of the worker's stream.
  [[nodiscard]] bool receive();
  void receive_error_text();

  /// The next message, which concerns the first job of the queue and has been applied to it: Begun
  /// starts its clock, Ended removes it. Throws Error for a message that cannot be.
  [[nodiscard]] std::optional<FromWorker> next();

  /// Makes sure that it has ended; how it did, had it not been for us.
  base::ExitStatus end();

  [[nodiscard]] const std::deque<Job>& jobs() const { return jobs_; }
  /// When the first job began; nothing while it has not.
  [[nodiscard]] std::optional<Clock::time_point> begun_at() const { return begun_at_; }
  [[nodiscard]] double last_run_seconds() const { return last_run_seconds_; }
  [[nodiscard]] const ErrorText& error_text() const { return error_text_; }
  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] int error_pipe() const { return error_pipe_.get(); }

 private:
  void send(const ToWorker& message);
  void check_first(std::uint64_t job, bool has_begun) const;

  base::Fd socket_, error_pipe_;
  std::optional<base::Process> process_;
  FrameReader reader_;
  ErrorText error_text_;
  std::deque<Job> jobs_;
  std::optional<Clock::time_point> begun_at_;
  double last_run_seconds_;
};

}  // namespace ice::run
