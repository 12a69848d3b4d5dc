#pragma once
// Writes verdicts on claims for people and for programs: what `ice claims` prints, and `ice run` at
// its end. `suffix` ends the commands that a text suggests: " --db FILE", or empty.
#include <optional>
#include <string>
#include <vector>

#include "judge/study_claims.hpp"
#include "report/table.hpp"

namespace ice::report {

/// A study and the judgements of its claims.
struct JudgedStudy {
  store::StudyRow study;
  std::vector<judge::Judgement> judgements;
  /// For each judgement, that of the claim's confirmation, if one was run.
  std::vector<std::optional<judge::Judgement>> confirmations;
};

/// Judges the claims of a study and their confirmations. Throws as judge::judge_study does.
[[nodiscard]] JudgedStudy judged(store::Reader& reader, store::StudyRow study);

/// A claim and its verdict in words.
struct ClaimWords {
  std::string sentence;  ///< "activation = relu has a higher dev.accuracy than activation = tanh"
  std::string evidence;  ///< what the verdict rests on, or why there is none
  std::string command;   ///< runs the seeds that would decide the claim; empty without such advice
  std::vector<std::string> notes;  ///< each is one thing that a reader of the verdict has to know
};

/// The words for `judged.judgements[i]`. `command` as in verdict_lines().
[[nodiscard]] ClaimWords claim_words(const JudgedStudy& judged, std::size_t i,
                                     const std::string& command, const std::string& suffix);

/// A section for each study: a table of its claims, and below it each claim with what a reader of
/// the verdict has to know.
[[nodiscard]] std::string claims_text(const std::vector<JudgedStudy>& studies,
                                      const TableStyle& style, const std::string& suffix);

/// All claims as one table for programs, a row for each.
[[nodiscard]] store::Table claims_table(const std::vector<JudgedStudy>& studies);

/// "Claims:", the idea's why, and a paragraph for each claim; without claims only the why.
/// `command` is the command that runs the study, as "ice run f.yaml"; overrides are added to it.
[[nodiscard]] std::string verdict_lines(const JudgedStudy& judged, const std::string& command,
                                        const std::string& suffix);

/// The verdict on the claim that a confirmation tries again, in its own study: "quickstart, on its
/// own seeds: H1 supported: 6 seeds, ...". Empty when that study is not recorded.
[[nodiscard]] std::string confirmed_line(store::Reader& reader, const study::Study& confirmation);

}  // namespace ice::report
