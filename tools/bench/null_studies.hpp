#pragma once
// Studies in which nothing is true: both sides of every claim are drawn from one distribution. Used
// by tools/bench/nulls and, in a short form, by the tests.
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.hpp"
#include "judge/claims.hpp"

namespace ice::bench {

/// What the runs of a study are drawn from, and who asks for more seeds.
struct NullKind {
  std::string name;
  bool is_skewed = false;       ///< exp of a normal, else a normal
  bool diverges = false;        ///< a tenth of the runs have no value
  bool follows_advice = false;  ///< takes the seeds that "undecided" asks for, 8 more at most
  std::size_t claims = 1;       ///< judged together
};

/// One study: seeds are added, and its claims are judged each time.
class NullStudy {
 public:
  static constexpr std::size_t kSettings = 4;  // pairs of a seed

  NullStudy(const NullKind& kind, std::uint64_t number)
      : kind_(kind),
        stream_(number, base::Purpose::kData),
        looks_(kind.claims),
        runs_(kind.claims) {
    for (judge::SeedDifferences& runs : runs_) runs.rounding = 1e-12;
  }

  /// Whether any claim is supported or refuted within so many looks.
  [[nodiscard]] bool is_ever_wrong(std::size_t looks) {
    std::size_t seeds = 5 + stream_.below(4);
    for (std::size_t i = 0; i < looks; ++i) {
      const std::vector<judge::Judgement> judgements = judged_with(seeds);
      for (const judge::Judgement& j : judgements)
        if (j.verdict != judge::Verdict::kUndecided) return true;
      seeds = next_seeds(seeds, judgements.front());
    }
    return false;
  }

 private:
  // The runs of a seed share what they start from: its differences at all settings are alike.
  void add_seed() {
    const std::uint64_t seed = runs_.front().seeds.size();
    for (judge::SeedDifferences& runs : runs_) {
      std::vector<judge::PairOfRuns> pairs;
      const double better_start = 2 * stream_.normal();
      const double than_start = 2 * stream_.normal();
      for (std::size_t i = 0; i < kSettings; ++i)
        pairs.push_back({i, seed, run(better_start), run(than_start)});
      const auto one = judge::differences_by_seed(pairs, study::Goal::kMaximize, 0);
      runs.seeds.push_back(one.seeds.front());
      runs.pairs += one.pairs;
      runs.bad_better += one.bad_better;
      runs.bad_than += one.bad_than;
    }
  }
  std::optional<double> run(double start) {
    const double value = start + stream_.normal();
    if (kind_.diverges && stream_.uniform() < 0.1) return std::nullopt;
    return kind_.is_skewed ? std::exp(value) : value;
  }

  std::vector<judge::Judgement> judged_with(std::size_t seeds) {
    while (runs_.front().seeds.size() < seeds) add_seed();
    std::vector<judge::Evidence> claims;
    for (std::size_t i = 0; i < kind_.claims; ++i) {
      judge::RunPairs pairs;
      pairs.of_seeds = runs_[i];
      pairs.cells = "cells";
      pairs.runs = std::to_string(seeds);
      claims.push_back({study::Claim{}, std::move(pairs), looks_[i], "", "", ""});
    }
    std::vector<judge::Judgement> judgements = judge::judge_claims(std::move(claims), {});
    for (std::size_t i = 0; i < kind_.claims; ++i)
      if (judgements[i].is_new_look()) looks_[i].push_back(judge::look_of(judgements[i]));
    return judgements;
  }

  std::size_t next_seeds(std::size_t seeds, const judge::Judgement& judgement) {
    const std::size_t most = seeds + 8;
    if (kind_.follows_advice && judgement.seeds_needed)
      return std::min(*judgement.seeds_needed, most);
    return seeds + 1 + stream_.below(3);
  }

  NullKind kind_;
  base::Stream stream_;
  std::vector<std::vector<store::Look>> looks_;  // by claim
  std::vector<judge::SeedDifferences> runs_;     // by claim
};

inline std::vector<NullKind> null_kinds() {
  return {{"normal"},
          {.name = "skewed", .is_skewed = true},
          {.name = "a tenth diverged", .is_skewed = true, .diverges = true},
          {.name = "as many seeds as advised", .follows_advice = true},
          {.name = "two claims", .claims = 2}};
}

/// The share of `studies` in which a claim is ever supported or refuted within so many looks.
inline double ever_wrong_rate(const NullKind& kind, std::uint64_t studies, std::size_t looks) {
  std::uint64_t wrong = 0;
  for (std::uint64_t number = 0; number < studies; ++number)
    wrong += static_cast<std::uint64_t>(NullStudy(kind, number).is_ever_wrong(looks));
  return static_cast<double>(wrong) / static_cast<double>(studies);
}

/// What a rate of 0.05 stays below but once in 700 times: three standard errors above it.
inline double most_wrong(std::uint64_t studies) {
  return 0.05 + 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(studies));
}

}  // namespace ice::bench
