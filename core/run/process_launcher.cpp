#include "run/process_launcher.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <csignal>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/memory_limit.hpp"

namespace ice::run {
namespace {

using Clock = WorkerProcess::Clock;

// Below this, waiting for the coordinator between two runs would be felt.
constexpr double kShortRunSeconds = 0.1;
constexpr int kLossesBeforeGivingUp = 3;

constexpr double kLongestLimit = 1e8;  // seconds: three years, far below a clock's overflow

std::string with_printed(const std::string& what, const WorkerProcess& worker, std::uint64_t job) {
  const std::string printed = worker.error_text().of(job);
  return printed.empty() ? what : what + "\nstandard error:\n" + printed;
}

std::string how_it_ended(const base::ExitStatus& status) {
  if (status.signal != 0) return status.describe();
  return fmt::format("exited with code {} in the middle of a run", status.code);
}

}  // namespace

ProcessLauncher::ProcessLauncher(LauncherOptions options)
    : options_(std::move(options)),
      workers_(options_.workers),
      ended_for_memory_(processes_ended_for_memory()) {}

std::optional<unsigned> ProcessLauncher::worker_for_next() const {
  const auto first = [&](auto fits) -> std::optional<unsigned> {
    const auto at = std::ranges::find_if(workers_, fits);
    if (at == workers_.end()) return std::nullopt;
    return static_cast<unsigned>(at - workers_.begin());
  };
  if (const auto idle = first([](const auto& w) { return w && w->jobs().empty(); })) return idle;
  if (const auto unborn = first([](const auto& w) { return !w; })) return unborn;
  if (options_.isolate) return std::nullopt;
  return first([](const auto& w) {
    return w->jobs().size() == 1 && w->last_run_seconds() < kShortRunSeconds;
  });
}

bool ProcessLauncher::can_start() const { return waiting_.empty() && worker_for_next(); }

void ProcessLauncher::start(Job job) {
  waiting_.push_back(std::move(job));
  hand_out();
}

void ProcessLauncher::hand_out() {
  while (!waiting_.empty()) {
    const auto worker = worker_for_next();
    if (!worker) return;
    if (!workers_[*worker] && !start_worker(*worker)) continue;
    workers_[*worker]->give(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

// Where there are not enough processes or descriptors for another worker, those there are go on.
bool ProcessLauncher::start_worker(unsigned worker) {
  try {
    workers_[worker] = std::make_unique<WorkerProcess>(options_.setup);
    return true;
  } catch (const base::Error&) {
    if (std::ranges::none_of(workers_, [](const auto& w) { return w != nullptr; })) throw;
    std::erase(workers_, nullptr);
    return false;
  }
}

std::vector<Event> ProcessLauncher::wait(Clock::time_point until) {
  poll(until);
  for (unsigned worker = 0; worker < workers_.size(); ++worker)
    if (workers_[worker]) stop_overdue(worker);
  hand_out();
  return std::exchange(events_, {});
}

std::optional<Clock::time_point> ProcessLauncher::deadline(const WorkerProcess& worker) const {
  if (options_.seconds_limit <= 0 || !worker.begun_at()) return std::nullopt;
  const std::chrono::duration<double> limit(std::min(options_.seconds_limit, kLongestLimit));
  return *worker.begun_at() + std::chrono::ceil<Clock::duration>(limit);
}

void ProcessLauncher::poll(Clock::time_point until) {
  std::vector<pollfd> fds;
  for (const auto& worker : workers_) {
    if (worker) until = std::min(until, deadline(*worker).value_or(until));
    fds.push_back({worker ? worker->socket() : -1, POLLIN, 0});
    fds.push_back({worker ? worker->error_pipe() : -1, POLLIN, 0});
  }
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  const int timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
  if (::poll(fds.data(), fds.size(), timeout) <= 0) return;
  for (unsigned worker = 0; worker < workers_.size(); ++worker) {
    if (fds[2 * worker + 1].revents != 0) workers_[worker]->receive_error_text();
    if (fds[2 * worker].revents != 0) read(worker);
  }
}

void ProcessLauncher::read(unsigned worker) {
  try {
    const bool is_open = workers_[worker]->receive();
    take_messages(worker);
    if (!is_open && workers_[worker]) lose(worker, "");
  } catch (const base::Error& error) {
    lose(worker, error.what());
  }
}

void ProcessLauncher::take_messages(unsigned worker) {
  while (workers_[worker]) {
    auto message = workers_[worker]->next();
    if (!message) return;
    lost_before_run_ = 0;
    if (auto* ended = std::get_if<Ended>(&*message))
      take_end(worker, std::move(*ended));
    else if (const auto* begun = std::get_if<Begun>(&*message))
      events_.push_back({worker, *begun});
    else
      events_.push_back({worker, std::get<Epoch>(*message)});
  }
}

void ProcessLauncher::take_end(unsigned worker, Ended ended) {
  Outcome& outcome = ended.outcome;
  if (outcome.status == store::Status::kFailed) {
    workers_[worker]->receive_error_text();
    outcome.error = with_printed(outcome.error, *workers_[worker], ended.job);
  }
  events_.push_back({worker, std::move(ended)});
  if (options_.isolate) dismiss(worker);
}

void ProcessLauncher::lose(unsigned worker, const std::string& complaint) {
  WorkerProcess& lost = *workers_[worker];
  const base::ExitStatus status = lost.end();
  const std::string how = complaint.empty() ? how_it_ended(status) : complaint;
  events_.push_back({worker, WorkerLost{how}});
  if (lost.begun_at())
    end_first_job(worker,
                  lacked_memory(lost, status) ? store::Status::kOom : store::Status::kCrashed, how);
  else if (!lost.jobs().empty() && ++lost_before_run_ == kLossesBeforeGivingUp)
    throw base::Error("workers end before they begin a run: " + how + "\n" +
                      lost.error_text().all());
  dismiss(worker);
}

bool ProcessLauncher::lacked_memory(const WorkerProcess& lost, const base::ExitStatus& status) {
  const std::uint64_t before = std::exchange(ended_for_memory_, processes_ended_for_memory());
  if (status.signal == SIGKILL) return ended_for_memory_ > before;
  // std::terminate tells of an exception that could not be caught.
  return status.signal == SIGABRT &&
         lost.error_text().of(lost.jobs().front().id).find("std::bad_alloc") != std::string::npos;
}

void ProcessLauncher::stop_overdue(unsigned worker) {
  const auto until = deadline(*workers_[worker]);
  if (!until || Clock::now() < *until) return;
  (void)workers_[worker]->end();
  end_first_job(worker, store::Status::kTimeout,
                fmt::format("stopped after {} (experiment.limits.seconds)",
                            base::format_seconds(options_.seconds_limit)));
  dismiss(worker);
}

void ProcessLauncher::end_first_job(unsigned worker, store::Status status,
                                    const std::string& error) {
  const WorkerProcess& ended = *workers_[worker];
  const std::uint64_t job = ended.jobs().front().id;
  Outcome outcome = outcome_without_results(status, with_printed(error, ended, job));
  outcome.seconds = std::chrono::duration<double>(Clock::now() - *ended.begun_at()).count();
  events_.push_back({worker, Ended{job, std::move(outcome)}});
}

// Its jobs that have not begun go to others.
void ProcessLauncher::dismiss(unsigned worker) {
  const WorkerProcess& dismissed = *workers_[worker];
  const std::ptrdiff_t begun = dismissed.begun_at() ? 1 : 0;
  waiting_.insert(waiting_.begin(), dismissed.jobs().begin() + begun, dismissed.jobs().end());
  workers_[worker].reset();
}

}  // namespace ice::run
