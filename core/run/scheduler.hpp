#pragma once
// Hands trials to a launcher and their results to the store. Reports a run as done only after its
// commit.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "run/launcher.hpp"
#include "run/observer.hpp"
#include "store/record.hpp"
#include "store/store.hpp"

namespace ice::run {

/// A trial ready to run: the worker's job, and what the store keeps of the run besides its result.
struct ReadyTrial {
  worker::Job job;
  store::Run run;
  std::vector<std::pair<std::string, base::Value>> varied;  ///< the varied parameters of its cell
};

/// The next trial to run; nothing when there are no more, or none before one under way has ended.
/// Called as workers become free.
using NextTrial = std::function<std::optional<ReadyTrial>()>;

/// Called for each run that has ended, before its commit.
using RunEnded = std::function<void(const store::Run&)>;

/// Where runs are recorded.
struct Recorder {
  store::Writer& writer;
  std::int64_t revision_id = 0;     ///< from Writer::add_study
  std::int64_t environment_id = 0;  ///< from Writer::add_environment
};

struct Counts {
  std::map<store::Status, std::uint64_t> ended;  ///< committed runs, by status
  bool interrupted = false;                      ///< `stop` left trials that had not run
};

/// Serves one run() at a time, in one thread. Everything that it is given must outlive it.
class Scheduler {
 public:
  /// When `stop` becomes other than 0, runs that have begun get `grace` to end. What still runs
  /// then is not recorded.
  Scheduler(Launcher& launcher, const Recorder& recorder, Observer& observer,
            const std::atomic<int>* stop = nullptr,
            std::chrono::milliseconds grace = std::chrono::seconds(3));

  /// Runs and records all trials. Throws what the launcher, the store and `next` throw, after a
  /// last commit of what had ended (unless the store itself failed).
  Counts run(const NextTrial& next, RunEnded ended = {});

 private:
  using Clock = std::chrono::steady_clock;
  struct InFlight {
    ReadyTrial trial;
    bool has_begun = false;
  };

  void serve(const NextTrial& next);
  void fill(const NextTrial& next);
  [[nodiscard]] bool must_stop() const;
  void drain();
  [[nodiscard]] Clock::time_point next_wake() const;
  void wait_for_events(Clock::time_point until);
  void handle(unsigned worker, const worker::Begun& begun);
  void handle(unsigned worker, const worker::Epoch& epoch);
  void handle(unsigned worker, const worker::Ended& ended);
  void handle(unsigned worker, const WorkerLost& lost);

  Launcher& launcher_;
  Recorder recorder_;
  Observer& observer_;
  const std::atomic<int>* stop_;
  std::chrono::milliseconds grace_;
  RunEnded ended_;
  std::map<std::uint64_t, InFlight> in_flight_;  ///< by job
  Counts counts_;
};

}  // namespace ice::run
