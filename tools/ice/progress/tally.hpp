#pragma once
// Counts how far a sweep is: what every kind of progress report shows.
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "run/observer.hpp"
#include "study/study.hpp"

namespace ice::cli {

/// The run that a worker trains now.
struct Running {
  std::string cell;  ///< "relu · 0.001 · [64] · seed 7"
  std::uint64_t epoch = 0, epochs = 0;
  double cost = 0;
};

/// The best finished run so far, by the study's metric.
struct Best {
  double value = 0;
  std::string cell;
};

/// Called by the observers of progress, with the events of run::Observer in their order. Not
/// thread-safe.
class Tally {
 public:
  explicit Tally(const study::Study& study);

  void planned(const plan::Plan& plan);
  void started(const run::Started& run);
  void progress(const run::Progress& run);
  void done(const store::Run& run);

  [[nodiscard]] const std::string& study() const { return study_; }
  [[nodiscard]] std::uint64_t total() const { return total_; }  ///< runs to do
  [[nodiscard]] std::uint64_t recorded_before() const { return recorded_before_; }
  [[nodiscard]] std::uint64_t ended() const { return ended_; }
  [[nodiscard]] std::uint64_t failed() const { return failed_; }  ///< neither finished nor diverged
  [[nodiscard]] const std::map<unsigned, Running>& running() const { return running_; }
  /// The cell and seed of a run that has started and is not done; else the beginning of its key.
  [[nodiscard]] std::string cell_of(const std::string& key) const;

  /// Time since planned().
  [[nodiscard]] double seconds() const;
  /// "1.2 runs/s" or "4.2 s a run", and "12 s left"; empty while too little is known.
  [[nodiscard]] std::string rate_text() const;
  [[nodiscard]] std::string left_text() const;
  /// "9/16 runs, 1 failed"
  [[nodiscard]] std::string count_text() const;
  /// "best dev.accuracy 0.871 (relu · 0.001 · [64] · seed 7)" or empty.
  [[nodiscard]] std::string best_text() const;

 private:
  struct Begun {
    unsigned worker = 0;
    std::string cell;
  };
  void note_best(const store::Run& run);
  /// Runs that are done; each one under way counts by its share of epochs.
  [[nodiscard]] double runs_done() const;

  std::string study_, metric_;
  study::Goal goal_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::uint64_t total_ = 0, recorded_before_ = 0, ended_ = 0, failed_ = 0;
  std::map<unsigned, Running> running_;  // by worker
  std::map<std::string, Begun> begun_;   // by key, until done
  std::optional<Best> best_;
};

}  // namespace ice::cli
