#pragma once
// Hands trials to a launcher and what comes back to the store; says `done` only after the commit.
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

/// A trial ready to run: the worker's part, and what the store is to know of it beside the result.
struct ReadyTrial {
  worker::Job job;
  store::Run run;
  std::vector<std::pair<std::string, base::Value>> varied;  ///< parameters of its cell
};

/// The next trial to run, or nothing at the end.
using NextTrial = std::function<std::optional<ReadyTrial>()>;

/// Where runs are recorded.
struct Recorder {
  store::Writer& writer;
  std::int64_t revision_id = 0;
  std::int64_t environment_id = 0;
};

struct Counts {
  std::map<store::Status, std::uint64_t> ended;  ///< and committed
  bool interrupted = false;                      ///< trials were left because of `stop`
};

class Scheduler {
 public:
  /// After `stop` is set, runs may go on for `grace`, then they are left without a record.
  Scheduler(Launcher& launcher, const Recorder& recorder, Observer& observer,
            const std::atomic<int>* stop = nullptr,
            std::chrono::milliseconds grace = std::chrono::seconds(3));

  /// Runs all trials, each to its record. Throws what the launcher and the store throw; what had
  /// ended by then is committed if the store can.
  Counts run(const NextTrial& next);

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
  std::map<std::uint64_t, InFlight> in_flight_;  ///< by job
  Counts counts_;
};

}  // namespace ice::run
