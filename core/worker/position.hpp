#pragma once
// Where a run is, shared between a worker, which keeps it up to date, and the coordinator, which
// tells it of runs that ended without a word.
#include <string>

#include "base/fd.hpp"
#include "base/value.hpp"
#include "nn/position.hpp"

namespace ice::worker {

/// A Position in memory that two processes map.
class SharedPosition {
 public:
  /// New memory. Throws as throw_system_error does.
  SharedPosition();
  /// The memory of another process, by its descriptor here, which is taken over.
  explicit SharedPosition(int fd);
  ~SharedPosition();
  SharedPosition(const SharedPosition&) = delete;
  SharedPosition& operator=(const SharedPosition&) = delete;

  [[nodiscard]] int fd() const { return memory_.get(); }
  [[nodiscard]] nn::Position& get() const { return *position_; }

 private:
  base::Fd memory_;
  nn::Position* position_;
};

/// Epochs that ended before it.
[[nodiscard]] std::uint64_t epochs_done(const nn::Position& position);

/// "in epoch 3, layer 2, acme/gelu forward", "before the first epoch"; with the plugins' names in
/// the run's resolved code. Whatever a broken worker may have left there.
[[nodiscard]] std::string describe(const nn::Position& position, const base::Value& code);

}  // namespace ice::worker
