#include "claims_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace ice::cli {
namespace {

using base::format_count;
using report::Judgement;

constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr std::size_t kNamed = 5;  // runs without a partner

constexpr const char* kLegend =
    "difference: mean over the pairs, positive in favour of the claim; low, high: its 95 % "
    "interval;\n"
    "d: in standard deviations; p: one-sided, in the direction seen; corrected: for all claims\n";

store::Field known(double x) { return std::isnan(x) ? store::Field() : store::Field(x); }

store::Table table_for_people(const std::vector<Judgement>& judgements) {
  store::Table table{{"claim", "verdict", "difference", "low", "high", "median", "d", "agree",
                      "pairs", "p", "corrected"},
                     {}};
  for (const Judgement& j : judgements)
    table.rows.push_back({j.claim.name, report::to_string(j.verdict), known(j.mean), known(j.low),
                          known(j.high), known(j.median), known(j.d), j.agreeing,
                          j.pairs.advantages.size(), j.p, j.corrected_p});
  return table;
}

spec::Goal goal_of(const store::StudyRow& study, const spec::Claim& claim) {
  return claim.metric == study.metric ? study.goal : spec::natural_goal(claim.metric);
}

std::string unpaired_note(const std::vector<std::string>& unpaired) {
  const std::vector<std::string> named(
      unpaired.begin(),
      unpaired.begin() + static_cast<std::ptrdiff_t>(std::min(unpaired.size(), kNamed)));
  const std::string rest = unpaired.size() > kNamed ? "; ..." : "";
  return fmt::format("{} without a partner, not used: {}{}", format_count(unpaired.size(), "run"),
                     base::join(named, "; "), rest);
}

// Each line tells one thing that a reader of the verdict has to know.
std::vector<std::string> notes(const Judgement& j, const std::string& suffix) {
  std::vector<std::string> lines;
  if (!j.reason.empty()) lines.push_back("undecided: " + j.reason);
  if (j.seeds_needed)
    lines.push_back(
        fmt::format("  ice run FILE experiment.seeds.count={}{}", *j.seeds_needed, suffix));
  if (j.is_ranked)
    lines.push_back(fmt::format(
        "runs without a value count as the worst: {} on the better side, {} on the other; ranks "
        "were tested",
        j.pairs.bad_better, j.pairs.bad_than));
  if (!j.pairs.unpaired.empty()) lines.push_back(unpaired_note(j.pairs.unpaired));
  if (j.is_post_hoc) lines.emplace_back("post hoc: declared after the first of its runs");
  return lines;
}

std::string claim_text(const JudgedStudy& judged, const Judgement& judgement,
                       const std::string& suffix) {
  const spec::Claim& claim = judgement.claim;
  std::string text =
      fmt::format("\n{}: {}\n", claim.name, report::describe(claim, goal_of(judged.study, claim)));
  for (const std::string& note : notes(judgement, suffix)) text += "    " + note + "\n";
  return text;
}

std::string study_text(const JudgedStudy& judged, const report::TableStyle& style,
                       const std::string& suffix) {
  const store::StudyRow& study = judged.study;
  const std::string title = study.title.empty() ? study.name : study.name + ": " + study.title;
  report::TableStyle fitting = style;
  fitting.keep = "verdict";
  std::string text = report::painted(title, kBold, style.color) + "\n\n" +
                     report::render(table_for_people(judged.judgements), fitting) +
                     report::painted(kLegend, kDim, style.color);
  for (const Judgement& judgement : judged.judgements)
    text += claim_text(judged, judgement, suffix);
  return text;
}

}  // namespace

std::string claims_text(const std::vector<JudgedStudy>& studies, const report::TableStyle& style,
                        const std::string& suffix) {
  std::vector<std::string> sections;
  for (const JudgedStudy& judged : studies) sections.push_back(study_text(judged, style, suffix));
  return base::join(sections, "\n");
}

store::Table claims_table(const std::vector<JudgedStudy>& studies) {
  store::Table table{
      {"study",      "claim",    "metric",    "verdict",   "reason",   "difference",
       "low",        "high",     "median",    "d",         "agree",    "pairs",
       "seeds",      "p",        "corrected", "direction", "alpha",    "by",
       "bad_better", "bad_than", "ranked",    "unpaired",  "post_hoc", "seeds_needed"},
      {}};
  for (const JudgedStudy& judged : studies) {
    for (const Judgement& j : judged.judgements)
      table.rows.push_back(
          {judged.study.name,  j.claim.name,
           j.claim.metric,     report::to_string(j.verdict),
           j.reason,           known(j.mean),
           known(j.low),       known(j.high),
           known(j.median),    known(j.d),
           j.agreeing,         j.pairs.advantages.size(),
           j.pairs.seeds,      j.p,
           j.corrected_p,      j.points_against ? "against" : "for",
           j.claim.alpha,      j.claim.by,
           j.pairs.bad_better, j.pairs.bad_than,
           j.is_ranked,        j.pairs.unpaired.size(),
           j.is_post_hoc,      j.seeds_needed ? store::Field(*j.seeds_needed) : store::Field()});
  }
  return table;
}

std::string verdict_lines(const std::vector<Judgement>& judgements) {
  if (judgements.empty()) return "";
  std::string text = "\nClaims:\n";
  for (const Judgement& j : judgements) {
    const std::string why =
        j.reason.empty()
            ? fmt::format("{}, p = {}", format_count(j.pairs.advantages.size(), "pair"),
                          base::format_short(j.corrected_p, 3))
            : j.reason;
    text += fmt::format("  {} {}{}: {}\n", j.claim.name, report::to_string(j.verdict),
                        j.is_post_hoc ? " (post hoc)" : "", why);
  }
  return text;
}

}  // namespace ice::cli
