#include "run/scheduler.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "base/error.hpp"

namespace ice::run {
namespace {

// A stop is noticed this late at most, when nothing else happens.
constexpr std::chrono::milliseconds kLongestWait{100};

std::string now_text() { return store::utc_text(std::chrono::system_clock::now()); }

}  // namespace

Scheduler::Scheduler(Launcher& launcher, const Recorder& recorder, Observer& observer,
                     const std::atomic<int>* stop, std::chrono::milliseconds grace)
    : launcher_(launcher), recorder_(recorder), observer_(observer), stop_(stop), grace_(grace) {}

Counts Scheduler::run(const NextTrial& next, RunEnded ended) {
  ended_ = std::move(ended);
  try {
    serve(next);
  } catch (const base::StoreError&) {
    throw;  // the store has just failed: it is not asked again
  } catch (...) {
    recorder_.writer.commit(true);
    throw;
  }
  recorder_.writer.commit(true);
  return counts_;
}

void Scheduler::serve(const NextTrial& next) {
  for (;;) {
    if (must_stop()) {
      drain();
      counts_.interrupted = !in_flight_.empty() || next().has_value();
      return;
    }
    fill(next);
    if (in_flight_.empty()) return;
    wait_for_events(next_wake());
  }
}

void Scheduler::fill(const NextTrial& next) {
  while (launcher_.can_start()) {
    auto trial = next();
    if (!trial) return;
    worker::Job job = trial->job;
    in_flight_.emplace(job.id, InFlight{std::move(*trial)});
    launcher_.start(std::move(job));
  }
}

bool Scheduler::must_stop() const { return stop_ != nullptr && stop_->load() != 0; }

// Waits until the runs that have begun have ended, for the time of grace at most.
void Scheduler::drain() {
  std::set<std::uint64_t> begun;
  for (const auto& [job, flight] : in_flight_)
    if (flight.has_begun) begun.insert(job);
  const auto deadline = Clock::now() + grace_;
  while (!begun.empty() && Clock::now() < deadline) {
    wait_for_events(std::min(next_wake(), deadline));
    std::erase_if(begun, [&](std::uint64_t job) { return !in_flight_.contains(job); });
  }
}

Scheduler::Clock::time_point Scheduler::next_wake() const {
  const auto latest = Clock::now() + kLongestWait;
  return std::min(latest, recorder_.writer.next_commit().value_or(latest));
}

void Scheduler::wait_for_events(Clock::time_point until) {
  for (const Event& event : launcher_.wait(until))
    std::visit([&](const auto& what) { handle(event.worker, what); }, event.what);
  recorder_.writer.commit(false);
}

void Scheduler::handle(unsigned worker, const worker::Begun& begun) {
  InFlight& flight = in_flight_.at(begun.job);
  flight.has_begun = true;
  flight.trial.run.started_at = now_text();
  const store::Run& run = flight.trial.run;
  observer_.started({worker, run.key, run.cell, run.seed, flight.trial.varied});
}

void Scheduler::handle(unsigned worker, const worker::Epoch& epoch) {
  const ReadyTrial& trial = in_flight_.at(epoch.job).trial;
  const std::uint64_t epochs = trial.job.code.epochs;
  observer_.progress({worker, trial.run.key, epoch.epoch, epochs, epoch.cost});
}

void Scheduler::handle(unsigned /*worker*/, const worker::Ended& ended) {
  store::Run run = std::move(in_flight_.extract(ended.job).mapped().trial.run);
  const worker::RunResult& result = ended.result;
  run.status = result.status;
  run.error = result.error;
  run.epochs = result.epochs;
  run.seconds = result.seconds;
  run.finished_at = now_text();
  run.metrics = result.metrics;
  run.curves = result.curves;
  if (ended_) ended_(run);
  recorder_.writer.add(recorder_.revision_id, recorder_.environment_id, run, [this, run] {
    ++counts_.ended[run.status];
    observer_.done(run);
  });
}

void Scheduler::handle(unsigned worker, const WorkerLost& lost) {
  observer_.worker_lost(worker, lost.how);
}

}  // namespace ice::run
