#pragma once
// Judges claims by their runs. Values go in, verdicts come out: nothing here reads a store. Any
// number of threads may call.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "judge/claim_pairs.hpp"
#include "judge/looks.hpp"
#include "judge/verdict.hpp"
#include "study/study.hpp"

namespace ice::judge {

/// How many runs the last plan of a study has, and how many of them have ended.
struct Progress {
  std::uint64_t planned = 0, recorded = 0;
  [[nodiscard]] bool is_complete() const { return recorded >= planned; }
};

/// A claim and everything that it is judged by.
struct Evidence {
  study::Claim claim;
  RunPairs pairs;
  std::vector<store::Look> looks;  ///< earlier looks with this definition and basis
  std::string declared_at;         ///< utc_text; empty: not known
  std::string definition, basis;   ///< as store::Look keeps them
};

/// What the seeds of one claim show. Differences are positive in favour of the claim, and `by` is
/// not subtracted. Numbers that the seeds do not allow are nan.
struct Judgement {
  study::Claim claim;
  RunPairs pairs;
  std::string definition, basis;  ///< from the evidence
  Verdict verdict = Verdict::kUndecided;
  bool is_post_hoc = false;  ///< declared after the first of its runs had started
  Standing standing;
  /// Whether the claim could be decided now: all planned runs have ended, and there are enough
  /// seeds to reach the look's alpha. Only such a look spends alpha.
  bool is_look = false;
  bool is_ranked = false;       ///< some runs have no value: ranks were tested, not differences
  bool points_against = false;  ///< the seeds show the direction that refutes the claim
  double p = 1;                 ///< one-sided, in the direction that the seeds show
  double corrected_p = 1;       ///< p after Holm's correction over the study's claims
  double mean = 0, low = 0, high = 0;  ///< mean difference of the seeds with a value; 95 % interval
  double median = 0;                   ///< median difference of all seeds
  double deviation = 0;  ///< standard deviation of the differences, of the seeds with a value
  double d = 0;  ///< paired Cohen's d: (mean - by) / deviation; nan where all seeds are equal
  std::size_t agreeing = 0;                 ///< seeds that are better by more than `by`
  std::optional<std::size_t> seeds_needed;  ///< undecided: this many seeds would decide
  std::string reason;                       ///< undecided: why

  [[nodiscard]] std::size_t seeds() const { return pairs.of_seeds.seeds.size(); }
  /// The corrected p up to which the look decides: half of its alpha, for one direction.
  [[nodiscard]] double level() const { return standing.alpha / 2; }
  /// Whether the look is to be kept. A look at runs that were judged before, or after a verdict,
  /// spends nothing.
  [[nodiscard]] bool is_new_look() const {
    return is_look && !standing.is_repeated && !standing.decided;
  }
  /// The part of alpha that is left for looks at more seeds.
  [[nodiscard]] double alpha_left() const;
};

/// Judges the claims of one study together, in their order. The chance that one of them is wrongly
/// supported or refuted is alpha at most, over all looks.
[[nodiscard]] std::vector<Judgement> judge_claims(std::vector<Evidence> claims,
                                                  const Progress& progress);

/// The look that the store keeps of a judgement. The caller sets its revision and time.
[[nodiscard]] store::Look look_of(const Judgement& judgement);

}  // namespace ice::judge
