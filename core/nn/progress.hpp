#pragma once
// Where a training is: its epoch, and the plugin call that is under way. Training writes it before
// every call of a plugin. A worker has it in memory that it shares with the coordinator
// (worker/crash_mark.hpp): when a plugin ends the worker, or never returns, the coordinator reads
// where that was.
#include <cstdint>

namespace ice::nn {

enum class Call : std::uint32_t {
  kNone,  ///< not in a plugin
  kFill,
  kForward,
  kBackward,
  kLossValue,
  kLossGradient,
  kStep,
};

/// Holds no pointers, so that any process that maps it can read it. All bytes 0: no training yet.
/// Not atomic: only the training thread uses it, and others after that thread has ended.
struct Progress {
  std::uint64_t epoch = 0;  ///< from 1; 0: before the first
  std::uint32_t layer = 0;  ///< layer of the call, from 1; 0: the call concerns no layer
  Call call = Call::kNone;
};

/// Calls `function`, and marks the call as under way until it returns. When the function throws,
/// the mark stays.
template <class Function>
void marked(Progress& progress, Call call, std::uint64_t layer, const Function& function) {
  progress.layer = static_cast<std::uint32_t>(layer);
  progress.call = call;
  function();
  progress.call = Call::kNone;
}

}  // namespace ice::nn
