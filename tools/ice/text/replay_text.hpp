#pragma once
// Says how a run that was trained again compares with what was recorded.
#include <string>

#include "judge/replay.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// A recorded run, the same trained again, and their comparison.
struct Replayed {
  store::StoredRun recorded, again;
  judge::Replay replay;
};

/// "equal", "another value: train.cost at epoch 3", "another end: finished, now diverged".
[[nodiscard]] std::string replay_result(const Replayed& replayed);

/// What the identity and the environment of both runs differ in: "plugin activation acme/swish
/// 0.1.0 3fa1b2c4, now 0.2.0 11aa22bb", ...; empty when nothing that ice records is another.
[[nodiscard]] std::vector<std::string> changes_since(const Replayed& replayed);

/// Sentences for people: the result, with the values, and what has changed since.
[[nodiscard]] std::string replay_text(const Replayed& replayed);

}  // namespace ice::cli
