#pragma once
// Says why a claim is undecided, and how many seeds would decide it.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "judge/claims.hpp"

namespace ice::judge {

/// "4 seeds cannot reach alpha = 0.05; 6 are the least". `claims` are judged together, and each has
/// an equal share of what the look may spend.
[[nodiscard]] std::string too_few_seeds(std::size_t seeds, double alpha, std::uint64_t look,
                                        std::size_t claims);

/// The one-sided p with which a claim is sure to be decided at a look, whatever the p of the others
/// that are judged with it (`claims` in all).
[[nodiscard]] double level_of(double alpha, std::uint64_t look, std::size_t claims);

/// What a claim is judged together with.
struct Company {
  std::size_t claims = 1;  ///< all claims of the study, this one too
  Progress progress;
};

/// Fills in the judgement's `reason` and `seeds_needed`. `tested` are the values that its p was
/// computed from.
void explain(Judgement& judgement, std::span<const double> tested, const Company& company);

}  // namespace ice::judge
