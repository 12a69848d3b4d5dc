#pragma once
// What a study's run tells whoever watches: the command line turns it into progress lines.
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

/// How far a run is; about ten a second for each worker.
struct Progress {
  unsigned worker = 0;
  std::string key;
  std::uint64_t epoch = 0;   ///< the last recorded one
  std::uint64_t epochs = 0;  ///< of the whole run
  double cost = 0;           ///< train.cost there
};

/// All calls come from the thread of run_study, in the order of events.
class Observer {
 public:
  virtual ~Observer() = default;
  /// Once, before the first run.
  virtual void planned(const plan::Plan& /*plan*/) {}
  virtual void started(const Started& /*run*/) {}
  virtual void progress(const Progress& /*run*/) {}
  /// A run's record is durable: only now may it be called done.
  virtual void done(const store::Run& /*run*/) {}
  /// A worker ended by itself ("SIGSEGV (segmentation fault)"); another takes its place.
  virtual void worker_lost(unsigned /*worker*/, const std::string& /*how*/) {}
};

}  // namespace ice::run
