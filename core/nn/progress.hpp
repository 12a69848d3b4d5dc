#pragma once
// Where a training is, kept up to date before every call of a plugin. The memory may be shared with
// another process: if the training's own dies in such a call, or never comes back from it, the
// other one can still tell where.
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

/// No pointers: valid in every process that maps it, and nowhere when all of it is 0.
struct Progress {
  std::uint64_t epoch = 0;  ///< from 1; 0: before the first
  std::uint32_t layer = 0;  ///< from 1, of the present call; 0: the call concerns no layer
  Call call = Call::kNone;
};

/// Marks a call for as long as it takes; where an exception ends it, the mark stays.
template <class Function>
void marked(Progress& progress, Call call, std::uint64_t layer, const Function& function) {
  progress.layer = static_cast<std::uint32_t>(layer);
  progress.call = call;
  function();
  progress.call = Call::kNone;
}

}  // namespace ice::nn
