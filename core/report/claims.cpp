#include "report/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "report/bootstrap.hpp"
#include "report/holm.hpp"
#include "report/sign_flip.hpp"
#include "report/stats.hpp"
#include "report/table.hpp"
#include "report/undecided.hpp"

namespace ice::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double median_of(std::vector<double> values) {
  if (values.empty()) return kNan;
  std::sort(values.begin(), values.end());
  const double lower = values[(values.size() - 1) / 2];
  const double upper = values[values.size() / 2];
  return lower == upper ? lower : (lower + upper) / 2;  // equal ones may be infinite
}

std::vector<double> finite_ones(const std::vector<double>& values) {
  std::vector<double> finite;
  std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
               [](double x) { return std::isfinite(x); });
  return finite;
}

// What the advantages leave beyond `by`. 0.52 - 0.5 is not more than 0.02, but its rounding is.
std::vector<double> beyond_claim(const Judgement& judgement) {
  constexpr double kRounding = 1e-9;
  const double by = judgement.claim.by;
  std::vector<double> beyond = judgement.pairs.advantages;
  for (double& x : beyond) x = std::abs(x - by) <= kRounding * by ? 0 : x - by;
  return beyond;
}

// Where runs have no value the differences are infinite: their ranks are tested.
std::vector<double> tested_values(const Judgement& judgement) {
  const std::vector<double> beyond = beyond_claim(judgement);
  return judgement.is_ranked ? signed_ranks(beyond) : beyond;
}

void describe_effect(Judgement& judgement) {
  const std::vector<double>& all = judgement.pairs.advantages;
  const std::vector<double> finite = finite_ones(all);
  const Summary summary = summarize(finite);
  const Interval interval = bca_interval(finite);
  judgement.mean = summary.mean;
  judgement.low = interval.low;
  judgement.high = interval.high;
  judgement.median = median_of(all);
  judgement.deviation = summary.deviation;
  const std::vector<double> beyond = beyond_claim(judgement);
  const Summary excess = summarize(finite_ones(beyond));
  judgement.d = excess.mean / excess.deviation;
  judgement.agreeing = static_cast<std::size_t>(
      std::count_if(beyond.begin(), beyond.end(), [](double x) { return x > 0; }));
  judgement.is_ranked = judgement.pairs.bad_better + judgement.pairs.bad_than > 0;
}

// n pairs have a p of 2^-n at least: too few never reach alpha.
void decide(Judgement& judgement, const SignFlip& raw, const SignFlip& corrected) {
  judgement.points_against = raw.below < raw.above;
  judgement.p = judgement.points_against ? raw.below : raw.above;
  judgement.corrected_p = judgement.points_against ? corrected.below : corrected.above;
  if (judgement.corrected_p <= judgement.claim.alpha)
    judgement.verdict = judgement.points_against ? Verdict::kRefuted : Verdict::kSupported;
}

// Each direction is a family of its own: its errors are bounded by alpha.
std::vector<SignFlip> corrected(const std::vector<SignFlip>& raw) {
  std::vector<double> above;
  std::vector<double> below;
  for (const SignFlip& p : raw) {
    above.push_back(p.above);
    below.push_back(p.below);
  }
  above = holm(above);
  below = holm(below);
  std::vector<SignFlip> result;
  for (std::size_t i = 0; i < raw.size(); ++i) result.push_back({above[i], below[i]});
  return result;
}

std::string side_text(const std::map<std::string, base::Value>& side) {
  std::vector<std::string> names;
  for (const auto& [name, value] : side) names.push_back(name);
  const std::vector<std::string> shown = short_names(names);
  std::vector<std::string> parts;
  std::size_t i = 0;
  for (const auto& [name, value] : side) parts.push_back(shown[i++] + " = " + base::to_text(value));
  return base::join(parts, ", ");
}

}  // namespace

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSupported:
      return "supported";
    case Verdict::kRefuted:
      return "refuted";
    case Verdict::kUndecided:
      break;
  }
  return "undecided";
}

std::vector<Judgement> judge(std::span<const spec::Claim> claims, std::vector<RunPairs> pairs) {
  std::vector<Judgement> judgements(claims.size());
  std::vector<std::vector<double>> tested;
  std::vector<SignFlip> raw;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    judgements[i].claim = claims[i];
    judgements[i].pairs = std::move(pairs[i]);
    describe_effect(judgements[i]);
    tested.push_back(tested_values(judgements[i]));
    raw.push_back(sign_flip(tested.back()));
  }
  const std::vector<SignFlip> fair = corrected(raw);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    decide(judgements[i], raw[i], fair[i]);
    if (judgements[i].verdict == Verdict::kUndecided)
      explain(judgements[i], tested[i], claims.size());
  }
  return judgements;
}

std::vector<Judgement> judge_study(store::Reader& reader, const store::StudyRow& row) {
  if (row.claims.empty()) return {};
  const spec::Study study = spec::load_recorded(row.spec, row.name, {});
  std::vector<RunPairs> pairs;
  for (const spec::Claim& claim : study.idea.claims)
    pairs.push_back(pair_runs(study, claim, reader.outcomes(row.id, claim.metric)));
  std::vector<Judgement> judgements = judge(study.idea.claims, std::move(pairs));
  const auto declared = reader.declarations(row.id);
  for (Judgement& judgement : judgements) {
    const std::string& first = judgement.pairs.first_started;
    const auto found = declared.find(judgement.claim.name);
    judgement.is_post_hoc = !first.empty() && found != declared.end() && first < found->second;
  }
  return judgements;
}

std::string describe(const spec::Claim& claim, spec::Goal goal) {
  std::string text = fmt::format("{} has a {} {} than {}", side_text(claim.better),
                                 goal == spec::Goal::kMinimize ? "lower" : "higher", claim.metric,
                                 side_text(claim.than));
  if (claim.by != 0) text += ", by more than " + base::format_number(claim.by);
  return text;
}

}  // namespace ice::report
