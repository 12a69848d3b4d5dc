#include "run/process_launcher.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <csignal>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/text.hpp"
#include "worker/memory_limit.hpp"

namespace ice::run {
namespace {

using Clock = worker::WorkerProcess::Clock;

constexpr int kLossesBeforeGivingUp = 3;
constexpr double kLongestLimit = 1e8;  // seconds: three years, far below a clock's overflow

std::string how_it_ended(const base::ExitStatus& status) {
  if (status.signal != 0) return status.describe();
  return fmt::format("exited with code {}", status.code);
}

std::string with_printed(const std::string& what, const std::string& printed) {
  return printed.empty() ? what : what + "\nstandard error:\n" + printed;
}

}  // namespace

ProcessLauncher::ProcessLauncher(LauncherOptions options)
    : options_(std::move(options)),
      workers_(options_.workers),
      most_workers_(options_.workers),
      ended_for_memory_(worker::processes_ended_for_memory()) {}

std::optional<unsigned> ProcessLauncher::worker_for(bool needs_fresh) const {
  const auto first = [&](auto fits) -> std::optional<unsigned> {
    const auto at = std::ranges::find_if(workers_, fits);
    if (at == workers_.end()) return std::nullopt;
    return static_cast<unsigned>(at - workers_.begin());
  };
  const auto idle = first([](const auto& w) { return w && !w->job(); });
  if (idle && !needs_fresh) return idle;
  if (living_workers() == most_workers_) return std::nullopt;
  return first([](const auto& w) { return !w; });
}

std::size_t ProcessLauncher::living_workers() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(workers_, [](const auto& w) { return w != nullptr; }));
}

void ProcessLauncher::renew(worker::Setup setup) {
  options_.setup = std::move(setup);
  for (unsigned worker = 0; worker < workers_.size(); ++worker) {
    if (!workers_[worker]) continue;
    if (workers_[worker]->job())
      stale_.insert(worker);
    else
      workers_[worker].reset();
  }
}

bool ProcessLauncher::can_start() const {
  return waiting_.empty() && worker_for(false).has_value();
}

void ProcessLauncher::start(worker::Job job) {
  waiting_.push_back({std::move(job), false});
  hand_out();
}

void ProcessLauncher::hand_out() {
  while (!waiting_.empty()) {
    Waiting& next = waiting_.front();
    const auto worker = worker_for(next.needs_fresh);
    if (!worker) return;
    if (!workers_[*worker] && !start_worker(*worker)) {
      next.needs_fresh = false;  // there will be none
      continue;
    }
    workers_[*worker]->give(std::move(next.job));
    waiting_.pop_front();
  }
}

// False when there are too few processes or descriptors for another worker: the others go on.
bool ProcessLauncher::start_worker(unsigned worker) {
  try {
    workers_[worker] = std::make_unique<worker::WorkerProcess>(options_.setup);
    stale_.erase(worker);
    return true;
  } catch (const base::Error&) {
    if (living_workers() == 0) throw;
    most_workers_ = living_workers();
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

std::optional<Clock::time_point> ProcessLauncher::deadline(
    const worker::WorkerProcess& worker) const {
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
  bool is_open = false;
  std::string complaint;
  try {
    is_open = workers_[worker]->receive();
    take_messages(worker);
  } catch (const base::Error& error) {
    complaint = error.what();
  }
  if (workers_[worker] && (!is_open || !complaint.empty())) lose(worker, complaint);
}

void ProcessLauncher::take_messages(unsigned worker) {
  while (workers_[worker]) {
    auto message = workers_[worker]->next();
    if (!message) return;
    lost_before_run_ = 0;
    if (auto* ended = std::get_if<worker::Ended>(&*message))
      take_end(worker, std::move(*ended));
    else if (const auto* begun = std::get_if<worker::Begun>(&*message))
      take_begin(worker, *begun);
    else
      events_.push_back({worker, std::get<worker::Epoch>(*message)});
  }
}

void ProcessLauncher::take_begin(unsigned worker, const worker::Begun& begun) {
  if (!again_.contains(begun.job)) events_.push_back({worker, begun});
}

void ProcessLauncher::take_end(unsigned worker, worker::Ended ended) {
  worker::RunResult& result = ended.result;
  if (result.status == store::Status::kFailed) {
    workers_[worker]->receive_error_text();
    result.error = with_printed(result.error, workers_[worker]->error_text().of(ended.job));
  }
  again_.erase(ended.job);
  events_.push_back({worker, std::move(ended)});
  if (options_.isolate || stale_.contains(worker)) workers_[worker].reset();
}

void ProcessLauncher::lose(unsigned worker, const std::string& complaint) {
  worker::WorkerProcess& lost = *workers_[worker];
  const bool by_itself = complaint.empty() && lost.ends_by_itself();
  const base::ExitStatus status = lost.end();
  std::string how = by_itself ? how_it_ended(status) : "closed its connection";
  if (!complaint.empty()) how = fmt::format("sent a damaged message ({})", complaint);
  events_.push_back({worker, WorkerLost{how}});
  if (lost.begun_at())
    lose_run(
        worker,
        by_itself && lacked_memory(lost, status) ? store::Status::kOom : store::Status::kCrashed,
        how);
  else if (lost.job())
    lose_before_run(lost, how);
  workers_[worker].reset();
}

void ProcessLauncher::lose_run(unsigned worker, store::Status status, const std::string& how) {
  const worker::WorkerProcess& lost = *workers_[worker];
  if (status == store::Status::kOom || lost.is_fresh()) return end_job(worker, status, how);
  again_.insert(lost.job()->id);
  waiting_.push_front({*lost.job(), true});
}

void ProcessLauncher::lose_before_run(const worker::WorkerProcess& lost, const std::string& how) {
  if (++lost_before_run_ >= kLossesBeforeGivingUp)
    throw base::UserError(
        "", with_printed("workers end before they begin a run: " + how, lost.error_text().all()));
  waiting_.push_front({*lost.job(), false});
}

bool ProcessLauncher::lacked_memory(const worker::WorkerProcess& lost,
                                    const base::ExitStatus& status) {
  const std::uint64_t before =
      std::exchange(ended_for_memory_, worker::processes_ended_for_memory());
  if (status.signal == SIGKILL) return ended_for_memory_ > before;
  // std::terminate prints an exception that could not be caught.
  return status.signal == SIGABRT &&
         lost.error_text().of(lost.job()->id).find("std::bad_alloc") != std::string::npos;
}

void ProcessLauncher::stop_overdue(unsigned worker) {
  const auto until = deadline(*workers_[worker]);
  if (!until || Clock::now() < *until) return;
  (void)workers_[worker]->end();
  end_job(worker, store::Status::kTimeout,
          fmt::format("stopped after {} (experiment.limits.seconds)",
                      base::format_seconds(options_.seconds_limit)));
  workers_[worker].reset();
}

// Reports the job of a worker that has ended.
void ProcessLauncher::end_job(unsigned worker, store::Status status, const std::string& how) {
  const worker::WorkerProcess& lost = *workers_[worker];
  const worker::Job& job = *lost.job();
  worker::RunResult result = worker::result_without_numbers(
      status, with_printed(how + " " + worker::describe(lost.progress(), job.code),
                           lost.error_text().of(job.id)));
  result.epochs = worker::epochs_done(lost.progress());
  result.seconds = std::chrono::duration<double>(Clock::now() - *lost.begun_at()).count();
  again_.erase(job.id);
  events_.push_back({worker, worker::Ended{job.id, std::move(result)}});
}

}  // namespace ice::run
