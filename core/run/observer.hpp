#pragma once
// How run_study reports what happens while a study runs. The command line turns it into progress
// lines.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "plan/plan.hpp"
#include "store/record.hpp"

namespace ice::run {

/// A run that a worker has begun.
struct Started {
  unsigned worker = 0;  ///< from 0
  std::string key;
  std::uint64_t cell = 0;
  std::uint64_t seed = 0;
  std::vector<std::pair<std::string, base::Value>> parameters;  ///< the varied ones of its cell
};

/// How far a run is. Each worker reports up to ten times a second.
struct Progress {
  unsigned worker = 0;
  std::string key;
  std::uint64_t epoch = 0;   ///< the epoch under way, from 1
  std::uint64_t epochs = 0;  ///< how many the run has
  double cost = 0;           ///< mean train.cost of this epoch so far
};

/// All calls come from the thread of run_study: planned() once, then for each run started(),
/// progress() any number of times, and done(). A run that the end of a worker interrupts and that
/// is tried again has only one started(), and goes on under the number of its new worker.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void planned(const plan::Plan& /*plan*/) {}
  virtual void started(const Started& /*run*/) {}
  virtual void progress(const Progress& /*run*/) {}
  /// The run is committed to the store: only now may it be reported as done.
  virtual void done(const store::Run& /*run*/) {}
  /// A worker ended by itself ("SIGSEGV (segmentation fault)"). Another one replaces it.
  virtual void worker_lost(unsigned /*worker*/, const std::string& /*how*/) {}
};

}  // namespace ice::run
