#pragma once
// What looking at a claim costs. Each look spends a part of the claim's alpha, and all parts
// together are less than alpha, however often more seeds are asked for.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "store/query/outcomes.hpp"

namespace ice::judge {

/// What look k (from 1) may spend in both directions together: 0.8 alpha the first, 0.2 alpha
/// 2^(1-k) the k-th.
[[nodiscard]] double alpha_of_look(double alpha, std::uint64_t look);

/// Where a judgement stands among the looks that were taken at its claim.
struct Standing {
  std::uint64_t look = 1;  ///< which look this is, or would be
  std::uint64_t next = 2;  ///< the one after it that judges other runs
  /// These very runs were judged by that look: judging them again spends nothing.
  bool is_repeated = false;
  double alpha = 0;         ///< what the look spends of the claim's alpha, or would
  double spent_before = 0;  ///< by all other looks
  /// The first look that reached a verdict on the same cells: it stays.
  std::optional<store::Look> decided;
};

/// `looks` are those of the claim's definition and of the basis of its runs; `cells` and `runs` are
/// the digests of what is judged now.
[[nodiscard]] Standing standing(double alpha, std::span<const store::Look> looks,
                                const std::string& cells, const std::string& runs);

}  // namespace ice::judge
