#pragma once
// Verdicts for people and for programs: what `ice claims` prints, and `ice run` at its end.
#include <optional>
#include <string>
#include <vector>

#include "judge/study_claims.hpp"
#include "report/table.hpp"

namespace ice::cli {

/// One study and its claims, judged.
struct JudgedStudy {
  store::StudyRow study;
  std::vector<judge::Judgement> judgements;
  /// By claim: what its confirmation says, where one was run.
  std::vector<std::optional<judge::Judgement>> confirmations;
};

/// The claims of a study and their confirmations; no judgements where it has no claims.
[[nodiscard]] JudgedStudy judged(store::Reader& reader, store::StudyRow study);

/// A section a study: its table, and below it what each claim says and what is to be known of it.
[[nodiscard]] std::string claims_text(const std::vector<JudgedStudy>& studies,
                                      const report::TableStyle& style, const std::string& suffix);

/// All claims as one table, a row each, for programs.
[[nodiscard]] store::Table claims_table(const std::vector<JudgedStudy>& studies);

/// "Claims:", the idea's why, and a paragraph for each claim; nothing without claims. `command`
/// runs the study, to be followed by overrides: "ice run f.yaml".
[[nodiscard]] std::string verdict_lines(const JudgedStudy& judged, const std::string& command,
                                        const std::string& suffix);

/// "  quickstart, which it confirms: H1 supported: 6 seeds, ...": the claim that a confirmation
/// tries again, where its own study is recorded.
[[nodiscard]] std::string confirmed_line(store::Reader& reader, const study::Study& confirmation);

}  // namespace ice::cli
