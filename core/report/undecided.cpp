#include "report/undecided.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "report/power.hpp"
#include "report/sign_flip.hpp"
#include "report/stats.hpp"

namespace ice::report {
namespace {

// As many seeds as give so many pairs, with as many pairs a seed as now; more than now.
std::size_t seeds_for(std::size_t pairs, const RunPairs& now) {
  const std::size_t seeds = (pairs * now.seeds + now.advantages.size() - 1) / now.advantages.size();
  return std::max(seeds, now.seeds + 1);
}

std::string no_difference(double by) {
  return by == 0 ? "no difference is seen"
                 : fmt::format("the difference seen is {}, and no more", base::format_number(by));
}

// How many would show the effect seen, at the claim's share of alpha.
void ask_for_seeds(Judgement& judgement, const Summary& seen, std::size_t claims) {
  const auto pairs = pairs_for(std::abs(seen.mean / seen.deviation),
                               judgement.claim.alpha / static_cast<double>(claims));
  if (pairs) {
    judgement.seeds_needed = seeds_for(*pairs, judgement.pairs);
    judgement.reason =
        fmt::format("an effect as seen takes about {} more to show (power 0.8)",
                    base::format_count(*judgement.seeds_needed - judgement.pairs.seeds, "seed"));
  } else if (seen.mean == 0) {
    judgement.reason = no_difference(judgement.claim.by);
  } else {
    judgement.reason = "the effect seen is too small for any number of seeds to show";
  }
}

}  // namespace

std::string too_few_pairs(std::size_t pairs, double alpha, std::size_t claims) {
  const double share = alpha / static_cast<double>(claims);
  const std::string shares =
      claims == 1 ? "" : fmt::format(" ({} each for {} claims)", base::format_short(share), claims);
  return fmt::format("{} cannot reach alpha = {}{}; {} are the least",
                     base::format_count(pairs, "pair"), base::format_number(alpha), shares,
                     least_pairs(share));
}

void explain(Judgement& judgement, std::span<const double> tested, std::size_t claims) {
  const std::size_t n = judgement.pairs.advantages.size();
  const double alpha = judgement.claim.alpha;
  const std::size_t least = least_pairs(alpha / static_cast<double>(claims));
  if (n == 0) {
    judgement.reason = "there are no pairs yet";
  } else if (n < least) {
    judgement.reason = too_few_pairs(n, alpha, claims);
    judgement.seeds_needed = seeds_for(least, judgement.pairs);
  } else {
    ask_for_seeds(judgement, summarize(tested), claims);
  }
}

}  // namespace ice::report
