#pragma once
// The loop of a study that somebody else trains: which trials to train next, by what was told.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "store/told.hpp"
#include "study/study.hpp"

namespace ice::plan {

/// What `ice ask` answers.
struct Asked {
  std::vector<store::ToldTrial> trials;  ///< to train now, with empty asked_at
  std::vector<std::string> waiting_for;  ///< keys of trials that were asked for and not told of
  std::uint64_t told = 0;                ///< trials of the study that were told of
  std::uint64_t planned = 0;             ///< trials of the study in all
  /// The best cell of which all trials were told: its number, result and parameters.
  struct Best {
    std::uint64_t cell = 0;
    double value = 0;
    base::Value parameters;
  };
  std::optional<Best> best;
};

/// At most `count` trials of the study, in its order, which nobody has asked for yet. `known` are
/// those that somebody has asked for; which of them is which trial follows from its parameters and
/// its seed. The cells are those that `ice run` would choose with the same results. With `again`,
/// trials that were asked for and not told of come first. A pure function. Throws UserError as
/// study::Expansion does.
[[nodiscard]] Asked ask(const study::Study& study, std::span<const store::ToldTrial> known,
                        std::size_t count, bool again = false);

}  // namespace ice::plan
