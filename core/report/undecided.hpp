#pragma once
// Why a claim is undecided, and what would decide it.
#include <cstddef>
#include <span>
#include <string>

#include "report/claims.hpp"

namespace ice::report {

/// "4 pairs cannot reach alpha = 0.05; 5 are the least": of `claims` that are judged together, each
/// has its share of alpha.
[[nodiscard]] std::string too_few_pairs(std::size_t pairs, double alpha, std::size_t claims);

/// Fills in the reason and the seeds needed of one of `claims` that are judged together; `tested`
/// are the values that its p is of.
void explain(Judgement& judgement, std::span<const double> tested, std::size_t claims);

}  // namespace ice::report
