#pragma once
// Claims judged by their runs: plain values in, verdicts out.
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

/// How many runs a study's last plan wants in all, and how many of them have ended.
struct Progress {
  std::uint64_t planned = 0, recorded = 0;
  [[nodiscard]] bool is_complete() const { return recorded >= planned; }
};

/// A claim and all that it is judged by.
struct Evidence {
  study::Claim claim;
  RunPairs pairs;
  std::vector<store::Look> looks;  ///< taken at this definition, on the basis of these runs
  std::string declared_at;         ///< utc_text; empty: not known
  std::string definition, basis;   ///< of the look that this may be
};

/// What the seeds of one claim say. Differences are in favour of the claim when positive, before
/// `by` is taken off. What the seeds do not allow is nan.
struct Judgement {
  study::Claim claim;
  RunPairs pairs;
  std::string definition, basis;  ///< as the evidence has them
  Verdict verdict = Verdict::kUndecided;
  bool is_post_hoc = false;  ///< declared after the first of its runs had started
  Standing standing;
  /// The claim could have been decided here: all planned runs are there, and so many seeds can
  /// reach the look's alpha. Such a look spends it.
  bool is_look = false;
  bool is_ranked = false;              ///< runs without a value: ranks were tested, not differences
  bool points_against = false;         ///< the direction that p is of: towards refutation
  double p = 1;                        ///< one-sided
  double corrected_p = 1;              ///< Holm's, over the study's claims
  double mean = 0, low = 0, high = 0;  ///< of the seeds that have a value; 95 % interval
  double median = 0;                   ///< of all seeds
  double deviation = 0;                ///< of the seeds that have a value
  double d = 0;  ///< Cohen's, paired: (mean - by) / deviation; nan where all seeds are equal
  std::size_t agreeing = 0;                 ///< seeds that are better by more than `by`
  std::optional<std::size_t> seeds_needed;  ///< undecided: as many would decide
  std::string reason;                       ///< undecided: why

  [[nodiscard]] std::size_t seeds() const { return pairs.of_seeds.seeds.size(); }
  /// The p, corrected, up to which the look decides: half of its alpha, for each direction.
  [[nodiscard]] double level() const { return standing.alpha / 2; }
  /// Whether this look is to be kept. Looks at runs that were judged before, and those past a
  /// verdict, spend nothing.
  [[nodiscard]] bool is_new_look() const {
    return is_look && !standing.is_repeated && !standing.decided;
  }
  /// What is left of alpha for looks at more seeds.
  [[nodiscard]] double alpha_left() const;
};

/// Judges claims that belong together. Supported and refuted together are wrong with a chance of
/// alpha at most, over all looks.
[[nodiscard]] std::vector<Judgement> judge_claims(std::vector<Evidence> claims, const Progress& progress);

/// What is to be kept of a judgement that is a new look; revision and time are left open.
[[nodiscard]] store::Look look_of(const Judgement& judgement);

}  // namespace ice::judge
