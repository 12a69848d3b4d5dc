#pragma once
// What it costs to look at a claim. Each look spends a part of the claim's alpha, and all parts
// together are less than alpha, however often more seeds are added.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "store/query/outcomes.hpp"

namespace ice::judge {

/// What look k (from 1) may spend, in both directions together: 0.8 alpha for the first look,
/// 0.2 alpha 2^(1-k) for look k >= 2.
[[nodiscard]] double alpha_of_look(double alpha, std::uint64_t look);

/// Where a judgement stands among the looks at its claim.
struct Standing {
  std::uint64_t look = 1;  ///< the number of this look, or of the look that this would be
  std::uint64_t next = 2;  ///< the number of the next look at other runs
  /// These very runs were judged before, by look `look`: judging them again spends nothing.
  bool is_repeated = false;
  double alpha = 0;         ///< what the look spends of the claim's alpha, or would spend
  double spent_before = 0;  ///< what all other looks have spent
  /// The first look at the same cells that reached a verdict: the verdict stays.
  std::optional<store::Look> decided;
};

/// REQUIRES: `looks` are those with the claim's definition and the basis of its runs. `cells` and
/// `runs` are the digests of what is judged now (RunPairs).
[[nodiscard]] Standing standing(double alpha, std::span<const store::Look> looks,
                                const std::string& cells, const std::string& runs);

}  // namespace ice::judge
