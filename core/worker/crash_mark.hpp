#pragma once
// Where a run is, shared between a worker, which keeps it up to date, and the coordinator, which
// tells it of runs that ended without a word.
#include <string>

#include "base/fd.hpp"
#include "code/code.hpp"
#include "nn/progress.hpp"

namespace ice::worker {

/// A Position in memory that two processes map.
class CrashMark {
 public:
  /// New memory. Throws as throw_system_error does.
  CrashMark();
  /// The memory of another process, by its descriptor here, which is taken over.
  explicit CrashMark(int fd);
  ~CrashMark();
  CrashMark(const CrashMark&) = delete;
  CrashMark& operator=(const CrashMark&) = delete;

  [[nodiscard]] int fd() const { return memory_.get(); }
  [[nodiscard]] nn::Progress& get() const { return *mark_; }

 private:
  base::Fd memory_;
  nn::Progress* mark_;
};

/// Epochs that ended before it.
[[nodiscard]] std::uint64_t epochs_done(const nn::Progress& progress);

/// "in epoch 3, layer 2, acme/gelu forward", "before the first epoch"; with the plugins' names in
/// the run's resolved code. Whatever a broken worker may have left there.
[[nodiscard]] std::string describe(const nn::Progress& progress, const code::Code& code);

}  // namespace ice::worker
