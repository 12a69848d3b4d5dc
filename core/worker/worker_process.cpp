#include "worker/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/pipe.hpp"
#include "base/system_error.hpp"
#include "worker/worker.hpp"

namespace ice::worker {
namespace {

constexpr timeval kSendLimit{.tv_sec = 5, .tv_usec = 0};
constexpr std::chrono::seconds kEndLimit{1};

std::pair<base::Fd, base::Fd> make_sockets() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    base::throw_system_error("cannot connect to a worker", errno);
  ::setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &kSendLimit, sizeof kSendLimit);
  return {base::Fd(ends[0]), base::Fd(ends[1])};
}

}  // namespace

WorkerProcess::WorkerProcess(const Setup& setup) {
  auto [socket, worker_socket] = make_sockets();
  base::Pipe error_pipe = base::make_pipe();
  const base::Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  base::SpawnOptions options{
      .argv = {base::self_program(), kWorkerRole, std::to_string(worker_socket.get()),
               std::to_string(mark_.fd()), std::to_string(::getpid())},
      .descriptors = {{worker_socket.get(), worker_socket.get()},
                      {mark_.fd(), mark_.fd()},
                      {null.get(), STDIN_FILENO},
                      {error_pipe.write.get(), STDOUT_FILENO},
                      {error_pipe.write.get(), STDERR_FILENO}},
      .environment = {"OPENBLAS_NUM_THREADS=1"}};
  for (const Setup::Dataset& dataset : setup.datasets)
    options.descriptors.emplace_back(dataset.fd, dataset.fd);
  process_.emplace(options);
  socket_ = std::move(socket);
  error_pipe_ = std::move(error_pipe.read);
  send(setup);
}

void WorkerProcess::give(Job job) {
  job_ = std::move(job);
  send(*job_);
}

void WorkerProcess::send(const ToWorker& message) {
  try {
    send_frame(socket_.get(), to_value(message));
  } catch (const base::Error&) {
    process_->kill(SIGKILL);  // dead, or it stopped reading in the middle of a frame
  }
}

bool WorkerProcess::receive() { return worker::receive(socket_.get(), reader_); }

void WorkerProcess::receive_error_text() {
  std::string text;
  if (!base::read_available(error_pipe_.get(), text)) error_pipe_.reset();  // not to be polled
  error_text_.append(text);
}

void WorkerProcess::check(std::uint64_t job, bool has_begun) const {
  if (!job_ || job_->id != job || begun_at_.has_value() != has_begun)
    throw base::Error(fmt::format("a message of job {}, which does not run", job));
}

std::optional<FromWorker> WorkerProcess::next() {
  auto value = reader_.next();
  if (!value) return std::nullopt;
  FromWorker message = from_worker_from(std::move(*value));
  if (const auto* begun = std::get_if<Begun>(&message)) {
    check(begun->job, false);
    begun_at_ = Clock::now();
  } else if (const auto* epoch = std::get_if<Epoch>(&message)) {
    check(epoch->job, true);
  } else {
    check(std::get<Ended>(message).job, true);
    begun_at_.reset();
    job_.reset();
    is_fresh_ = false;
  }
  return message;
}

bool WorkerProcess::ends_by_itself() const { return process_->ends_within(kEndLimit); }

base::ExitStatus WorkerProcess::end() {
  process_->kill(SIGKILL);  // no effect on the status of one that has ended; its children end too
  const base::ExitStatus status = process_->wait();
  receive_error_text();
  return status;
}

}  // namespace ice::worker
