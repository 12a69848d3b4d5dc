#include "judge/claims.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "judge/bootstrap.hpp"
#include "judge/holm.hpp"
#include "judge/sample_size_advice.hpp"
#include "judge/stats.hpp"
#include "statistics/sign_flip.hpp"

namespace ice::judge {
namespace {

using Seeds = std::vector<SeedDifference>;

std::vector<double> values_of(const Seeds& seeds, double SeedDifference::*which) {
  std::vector<double> values;
  for (const SeedDifference& seed : seeds) values.push_back(seed.*which);
  return values;
}

std::vector<double> finite_ones(std::vector<double> values) {
  std::erase_if(values, [](double x) { return !std::isfinite(x); });
  return values;
}

// Where runs have no value the differences may be infinite: their ranks are tested.
std::vector<double> tested_values(const Judgement& judgement) {
  const std::vector<double> excess =
      values_of(judgement.pairs.of_seeds.seeds, &SeedDifference::excess);
  return judgement.is_ranked ? statistics::signed_ranks(excess) : excess;
}

void describe_effect(Judgement& judgement) {
  const SeedDifferences& of_seeds = judgement.pairs.of_seeds;
  const std::vector<double> means = values_of(of_seeds.seeds, &SeedDifference::mean);
  const std::vector<double> finite = finite_ones(means);
  const std::vector<double> excess = values_of(of_seeds.seeds, &SeedDifference::excess);
  judgement.mean = summarize(finite).mean;
  judgement.median = median_of(means);
  judgement.deviation = deviation_of(finite, of_seeds.rounding);
  const bool is_spread = judgement.deviation > 0;
  const Interval interval = is_spread ? bca_interval(finite) : Interval{NAN, NAN};
  judgement.low = interval.low;
  judgement.high = interval.high;
  judgement.d = is_spread ? summarize(finite_ones(excess)).mean / judgement.deviation : double{NAN};
  judgement.agreeing = static_cast<std::size_t>(
      std::count_if(excess.begin(), excess.end(), [](double x) { return x > 0; }));
  judgement.is_ranked = of_seeds.bad_better + of_seeds.bad_than > 0;
}

Judgement opened(Evidence evidence, const Progress& progress, std::size_t claims) {
  Judgement judgement;
  judgement.claim = std::move(evidence.claim);
  judgement.pairs = std::move(evidence.pairs);
  judgement.definition = std::move(evidence.definition);
  judgement.basis = std::move(evidence.basis);
  const std::string& first = judgement.pairs.first_started;
  judgement.is_post_hoc =
      !first.empty() && !evidence.declared_at.empty() && first < evidence.declared_at;
  judgement.standing =
      standing(judgement.claim.alpha, evidence.looks, judgement.pairs.cells, judgement.pairs.runs);
  const double share = judgement.level() / static_cast<double>(claims);
  judgement.is_look = progress.is_complete() && judgement.seeds() >= statistics::least_seeds(share);
  describe_effect(judgement);
  return judgement;
}

// A verdict stays: later looks cannot take it back, and spend nothing.
void decide(Judgement& judgement, const statistics::SignFlip& raw,
            const statistics::SignFlip& corrected) {
  judgement.points_against = raw.below < raw.above;
  judgement.p = judgement.points_against ? raw.below : raw.above;
  judgement.corrected_p = judgement.points_against ? corrected.below : corrected.above;
  if (judgement.standing.decided)
    judgement.verdict = verdict_from(judgement.standing.decided->verdict);
  else if (judgement.is_look && judgement.corrected_p <= judgement.level())
    judgement.verdict = judgement.points_against ? Verdict::kRefuted : Verdict::kSupported;
}

// Each direction is a family of its own: its errors are bounded by half the look's alpha.
std::vector<statistics::SignFlip> corrected(const std::vector<statistics::SignFlip>& raw) {
  std::vector<double> above;
  std::vector<double> below;
  for (const statistics::SignFlip& p : raw) {
    above.push_back(p.above);
    below.push_back(p.below);
  }
  above = holm(above);
  below = holm(below);
  std::vector<statistics::SignFlip> result;
  for (std::size_t i = 0; i < raw.size(); ++i) result.push_back({above[i], below[i]});
  return result;
}

}  // namespace

double Judgement::alpha_left() const {
  return claim.alpha - standing.spent_before - (is_look ? standing.alpha : 0);
}

store::Look look_of(const Judgement& judgement) {
  store::Look look;
  look.claim = judgement.claim.name;
  look.definition = judgement.definition;
  look.basis = judgement.basis;
  look.look = judgement.standing.look;
  look.cells = judgement.pairs.cells;
  look.runs = judgement.pairs.runs;
  look.seeds = judgement.seeds();
  look.pairs = judgement.pairs.of_seeds.pairs;
  look.alpha = judgement.standing.alpha;
  look.p = judgement.corrected_p;
  look.effect = judgement.mean;
  look.low = judgement.low;
  look.high = judgement.high;
  look.verdict = to_string(judgement.verdict);
  return look;
}

std::vector<Judgement> judge_claims(std::vector<Evidence> claims, const Progress& progress) {
  std::vector<Judgement> judgements;
  std::vector<std::vector<double>> tested;
  std::vector<statistics::SignFlip> raw;
  for (Evidence& evidence : claims) {
    judgements.push_back(opened(std::move(evidence), progress, claims.size()));
    tested.push_back(tested_values(judgements.back()));
    raw.push_back(statistics::sign_flip(tested.back()));
  }
  const std::vector<statistics::SignFlip> fair = corrected(raw);
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    decide(judgements[i], raw[i], fair[i]);
    if (judgements[i].verdict == Verdict::kUndecided)
      explain(judgements[i], tested[i], {claims.size(), progress});
  }
  return judgements;
}

}  // namespace ice::judge
