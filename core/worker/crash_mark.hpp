#pragma once
// The crash mark: where a run is, in memory that a worker shares with the coordinator. The worker
// keeps it up to date; when a run ends without a result (a crash, the time limit), the coordinator
// reads there how far it was.
#include <string>

#include "base/fd.hpp"
#include "code/code.hpp"
#include "nn/progress.hpp"

namespace ice::worker {

/// A nn::Progress that two processes map. The coordinator makes one for each worker and gives the
/// worker its descriptor. See nn::Progress for who may read it when.
class CrashMark {
 public:
  /// Makes the memory. Throws as throw_system_error does.
  CrashMark();
  /// Maps the memory that another process made, and takes the descriptor over. Throws as
  /// throw_system_error does.
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

/// How many epochs had ended.
[[nodiscard]] std::uint64_t epochs_done(const nn::Progress& progress);

/// "in epoch 3, layer 2, acme/gelu forward", or "before the first epoch". The plugins' names come
/// from the run's code. Accepts any numbers: a broken worker may have written anything.
[[nodiscard]] std::string describe(const nn::Progress& progress, const code::Code& code);

}  // namespace ice::worker
