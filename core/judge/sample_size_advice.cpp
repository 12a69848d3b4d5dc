#include "judge/sample_size_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "judge/power.hpp"
#include "judge/stats.hpp"
#include "statistics/sign_flip.hpp"

namespace ice::judge {
namespace {

std::string no_difference(double by) {
  return by == 0 ? "no difference is seen"
                 : fmt::format("the difference seen is {}, and no more", base::format_number(by));
}

// Says how many seeds would find the effect seen, at the next look.
void ask_for_seeds(Judgement& judgement, std::span<const double> tested, std::size_t claims) {
  const double rounding = judgement.is_ranked ? 0 : judgement.pairs.of_seeds.rounding;
  const double mean = std::abs(summarize(tested).mean);
  if (mean <= rounding) {
    judgement.reason = no_difference(judgement.claim.by);
    return;
  }
  const std::uint64_t look = judgement.standing.next;
  const auto needed = seeds_for(mean / deviation_of(tested, rounding),
                                level_of(judgement.claim.alpha, look, claims));
  if (!needed) {
    judgement.reason = "the effect seen is too small for any number of seeds to show";
    return;
  }
  judgement.seeds_needed = std::max(*needed, judgement.seeds() + 1);
  judgement.reason = fmt::format(
      "an effect as seen takes about {} more to show (power {}, look {})",
      base::format_count(*judgement.seeds_needed - judgement.seeds(), "seed"), kPower, look);
}

std::string waiting(const Progress& progress) {
  return fmt::format("waiting for {} of {}",
                     base::format_count(progress.planned - progress.recorded),
                     base::format_count(progress.planned, "run"));
}

}  // namespace

double level_of(double alpha, std::uint64_t look, std::size_t claims) {
  return alpha_of_look(alpha, look) / 2 / static_cast<double>(claims);
}

std::string too_few_seeds(std::size_t seeds, double alpha, std::uint64_t look, std::size_t claims) {
  const std::string what = look == 1 ? fmt::format("alpha = {}", base::format_number(alpha))
                                     : fmt::format("what look {} may spend, {} of alpha = {}", look,
                                                   base::format_short(alpha_of_look(alpha, look)),
                                                   base::format_number(alpha));
  const double spent = look == 1 ? alpha : alpha_of_look(alpha, look);
  const std::string shares =
      claims == 1 ? ""
                  : fmt::format(" ({} each for {} claims)",
                                base::format_short(spent / static_cast<double>(claims)), claims);
  return fmt::format("{} cannot reach {}{}; {} are the least", base::format_count(seeds, "seed"),
                     what, shares, statistics::least_seeds(level_of(alpha, look, claims)));
}

void explain(Judgement& judgement, std::span<const double> tested, const Company& company) {
  const double alpha = judgement.claim.alpha;
  const std::uint64_t look = judgement.standing.look;
  const std::size_t least = statistics::least_seeds(level_of(alpha, look, company.claims));
  if (!company.progress.is_complete()) {
    judgement.reason = waiting(company.progress);
  } else if (judgement.seeds() == 0) {
    judgement.reason = "there are no pairs yet";
  } else if (judgement.seeds() < least) {
    judgement.reason = too_few_seeds(judgement.seeds(), alpha, look, company.claims);
    judgement.seeds_needed = least;
  } else {
    ask_for_seeds(judgement, tested, company.claims);
  }
}

}  // namespace ice::judge
