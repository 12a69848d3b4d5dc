#pragma once
// The claims of a study, judged by its runs.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "report/claim_pairs.hpp"
#include "spec/study.hpp"
#include "store/query.hpp"

namespace ice::report {

enum class Verdict { kSupported, kRefuted, kUndecided };
[[nodiscard]] std::string to_string(Verdict verdict);  ///< "supported"

/// What the pairs of one claim say. Differences are in favour of the claim when positive, before
/// `by` is taken off. What the pairs do not allow is nan.
struct Judgement {
  spec::Claim claim;
  Verdict verdict = Verdict::kUndecided;
  bool is_post_hoc = false;  ///< declared after the first of its runs had started
  RunPairs pairs;
  bool is_ranked = false;       ///< runs without a value: ranks were tested, not differences
  bool points_against = false;  ///< the direction that p is of: towards refutation
  double p = 1;
  double corrected_p = 1;              ///< Holm's, over the study's claims
  double mean = 0, low = 0, high = 0;  ///< of the finite differences; 95 % interval
  double median = 0;                   ///< of all differences
  double deviation = 0;                ///< of the finite differences
  double d = 0;  ///< Cohen's, paired: (mean - by) / deviation; infinite where all are equal
  std::size_t agreeing = 0;                 ///< pairs that are better by more than `by`
  std::optional<std::size_t> seeds_needed;  ///< undecided: as many seeds would decide
  std::string reason;                       ///< undecided: why
};

/// Judges claims that belong together: `pairs` holds the runs of each. Post hoc is not known here.
[[nodiscard]] std::vector<Judgement> judge(std::span<const spec::Claim> claims,
                                           std::vector<RunPairs> pairs);

/// The claims of a recorded study, in its order.
[[nodiscard]] std::vector<Judgement> judge_study(store::Reader& reader,
                                                 const store::StudyRow& study);

/// "activation = tanh has a lower train.cost than activation = sigmoid, by more than 0.02"
[[nodiscard]] std::string describe(const spec::Claim& claim, spec::Goal goal);

}  // namespace ice::report
