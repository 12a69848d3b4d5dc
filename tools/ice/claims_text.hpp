#pragma once
// Verdicts for people and for programs: what `ice claims` prints, and `ice run` at its end.
#include <string>
#include <vector>

#include "report/claims.hpp"
#include "report/table.hpp"

namespace ice::cli {

/// One study and its claims, judged.
struct JudgedStudy {
  store::StudyRow study;
  std::vector<report::Judgement> judgements;
};

/// A section a study: its table, and below it what each claim says and what is to be known of it.
[[nodiscard]] std::string claims_text(const std::vector<JudgedStudy>& studies,
                                      const report::TableStyle& style, const std::string& suffix);

/// All claims as one table, a row each, for programs.
[[nodiscard]] store::Table claims_table(const std::vector<JudgedStudy>& studies);

/// "Claims:" and a line each; nothing without claims.
[[nodiscard]] std::string verdict_lines(const std::vector<report::Judgement>& judgements);

}  // namespace ice::cli
