#pragma once
// Why a claim is undecided, and what would decide it.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "judge/claims.hpp"

namespace ice::judge {

/// "4 seeds cannot reach alpha = 0.05; 6 are the least": at a look, where each of `claims` that are
/// judged together has its share of what the look may spend.
[[nodiscard]] std::string too_few_seeds(std::size_t seeds, double alpha, std::uint64_t look,
                                        std::size_t claims);

/// The p in one direction that a look at one of `claims` has to reach, whatever the others say.
[[nodiscard]] double level_of(double alpha, std::uint64_t look, std::size_t claims);

/// What a claim is judged among.
struct Company {
  std::size_t claims = 1;  ///< it and those beside it
  Progress progress;
};

/// Fills in the reason and the seeds needed; `tested` are the values that its p is of.
void explain(Judgement& judgement, std::span<const double> tested, const Company& company);

}  // namespace ice::judge
