#include "report/claims_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/confirm.hpp"
#include "report/claim_sentence.hpp"
#include "report/paragraph.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"

namespace ice::report {
namespace {

using base::format_count;
using base::format_short;
using judge::Judgement;

constexpr std::size_t kNamed = 5;  // runs without a partner that are named
constexpr std::size_t kFewestOfInterval = 6;

constexpr const char* kLegend =
    "difference: mean over the seeds, positive in favour of the claim; low, high: its\n"
    "95 % interval; d: in standard deviations; p: one-sided, in the direction seen,\n"
    "corrected for all claims\n";

// A share of alpha without the rounding error of subtractions.
double share(double alpha) { return std::round(alpha * 1e12) / 1e12; }

store::Table table_for_people(const std::vector<Judgement>& judgements) {
  store::Table table{{"claim", "verdict", "difference", "low", "high", "d", "seeds", "p"}, {}};
  for (const Judgement& j : judgements)
    table.rows.push_back({j.claim.name, judge::to_string(j.verdict), field_of(j.mean),
                          field_of(j.low), field_of(j.high), field_of(j.d), j.seeds(),
                          j.corrected_p});
  return table;
}

std::string sentence(const store::StudyRow& study, const study::Claim& claim) {
  return describe(claim, study::goal_of(claim.metric, {study.metric, study.goal}));
}

// "6 seeds, p = 0.0156"
std::string evidence_text(const Judgement& j) {
  return fmt::format("{}, p = {}", format_count(j.seeds(), "seed"), format_short(j.corrected_p, 3));
}

// Whether the verdict was reached by an earlier look at other runs than now.
bool is_kept(const Judgement& j) {
  return j.standing.decided &&
         !(j.standing.is_repeated && j.standing.look == j.standing.decided->look);
}

std::string verdict_text(const Judgement& j) {
  if (is_kept(j)) {
    const store::Look& look = *j.standing.decided;
    return fmt::format("by {}, p = {}, at look {}; {} now", format_count(look.seeds, "seed"),
                       format_short(look.p, 3), look.look, format_count(j.seeds(), "seed"));
  }
  return j.reason.empty() ? fmt::format("{}, at look {}", evidence_text(j), j.standing.look)
                          : j.reason;
}

// What was judged, and how much alpha is left.
std::string look_note(const Judgement& j) {
  const std::string counted = fmt::format("{} of {}", format_count(j.pairs.of_seeds.pairs, "pair"),
                                          format_count(j.seeds(), "seed"));
  const std::string left = fmt::format("{} of alpha = {} left", format_short(j.alpha_left()),
                                       base::format_number(j.claim.alpha));
  if (is_kept(j)) return counted + "; a verdict stays";
  if (!j.is_look) return fmt::format("{}; no look yet, {}", counted, left);
  return fmt::format("{}; look {} decides at p <= {}, {}", counted, j.standing.look,
                     format_short(j.level()), left);
}

// Which runs were judged: "revision 2, data 3fa1b2c4, activation acme/swish 9c0d1e2f".
std::string basis_note(const store::StudyRow& study, const Judgement& j) {
  constexpr std::size_t kShown = 8;  // digits of a digest
  std::string text = fmt::format("revision {}", study.revision);
  const base::Value basis = base::Value::parse(j.basis, nullptr, false);
  if (!basis.is_object()) return text;
  for (const base::Value& data : basis.value("data", base::Value::array()))
    text += ", data " + data.get<std::string>().substr(0, kShown);
  const base::Value plugins = basis.value("plugins", base::Value::object());
  for (const auto& [plugin, file] : plugins.items())
    text += ", " + plugin + " " + file.get<std::string>().substr(0, kShown);
  return text;
}

std::string agreement_note(const Judgement& j) {
  std::string text = fmt::format("{} of {} agree", j.agreeing, format_count(j.seeds(), "seed"));
  if (!std::isnan(j.median)) text += fmt::format("; median difference {}", format_short(j.median));
  if (j.deviation == 0)
    text += "; all equal: no interval, no d";
  else if (std::isnan(j.low) && j.seeds() >= kFewestOfInterval)
    text += "; no interval where runs have no value";
  else if (std::isnan(j.low) && j.seeds() > 0)
    text += fmt::format("; no interval below {} seeds", kFewestOfInterval);
  return text;
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
std::vector<std::string> caveats(const Judgement& j) {
  std::vector<std::string> lines;
  const judge::SeedDifferences& seeds = j.pairs.of_seeds;
  if (j.is_ranked)
    lines.push_back(fmt::format(
        "runs without a value count as the worst: {} on the better side, {} on the other; ranks "
        "were tested",
        seeds.bad_better, seeds.bad_than));
  if (seeds.left_out > 0)
    lines.push_back(fmt::format("{} not used: seeds are compared at the same settings",
                                format_count(seeds.left_out, "pair")));
  if (!j.pairs.unpaired.empty()) lines.push_back(unpaired_note(j.pairs.unpaired));
  if (j.is_post_hoc) lines.emplace_back("post hoc: declared after the first of its runs");
  return lines;
}

std::string command_of(const Judgement& j, const std::string& command, const std::string& suffix) {
  if (!j.seeds_needed) return "";
  return fmt::format("{} seeds.count={}{}", command, *j.seeds_needed, suffix);
}

std::string command_line(const std::string& command) {
  return command.empty() ? "" : fmt::format("      {}\n", command);
}

std::string confirmation_note(const Judgement& confirmation) {
  return fmt::format("on fresh seeds: {}: {}", judge::to_string(confirmation.verdict),
                     verdict_text(confirmation));
}

std::string claim_text(const JudgedStudy& judged, std::size_t i, const std::string& suffix) {
  const Judgement& j = judged.judgements[i];
  const ClaimWords words = claim_words(judged, i, "ice run FILE", suffix);
  std::string text = "\n" + paragraph(fmt::format("{}: {}", j.claim.name, words.sentence), 0, 4) +
                     paragraph(judge::to_string(j.verdict) + ": " + words.evidence, 4, 2) +
                     command_line(words.command);
  for (const std::string& note : words.notes) text += paragraph(note, 4, 2);
  return text;
}

std::string study_text(const JudgedStudy& judged, const TableStyle& style,
                       const std::string& suffix) {
  const store::StudyRow& study = judged.study;
  const std::string title = study.title.empty() ? study.name : study.name + ": " + study.title;
  TableStyle fitting = style;
  fitting.keep = {"verdict"};
  std::string text = painted(title, Style::kBold, style.color) + "\n" + paragraph(study.why) +
                     "\n" + render(table_for_people(judged.judgements), fitting) +
                     painted(kLegend, Style::kDim, style.color);
  for (std::size_t i = 0; i < judged.judgements.size(); ++i) text += claim_text(judged, i, suffix);
  return text;
}

std::optional<Judgement> confirmation_of(store::Reader& reader, const std::string& study,
                                         const study::Claim& claim) {
  const std::string name = judge::confirmation_name(study, claim.name);
  try {
    const std::vector<Judgement> judgements = judge::judge_study(reader, reader.study(name));
    return judgements.empty() ? std::nullopt : std::optional(judgements.front());
  } catch (const base::UserError&) {
    return std::nullopt;  // there is no such study
  }
}

}  // namespace

JudgedStudy judged(store::Reader& reader, store::StudyRow study) {
  JudgedStudy judged{std::move(study), {}, {}};
  judged.judgements = judge::judge_study(reader, judged.study);
  for (const Judgement& j : judged.judgements)
    judged.confirmations.push_back(confirmation_of(reader, judged.study.name, j.claim));
  return judged;
}

ClaimWords claim_words(const JudgedStudy& judged, std::size_t i, const std::string& command,
                       const std::string& suffix) {
  const Judgement& j = judged.judgements[i];
  ClaimWords words{sentence(judged.study, j.claim),
                   verdict_text(j),
                   command_of(j, command, suffix),
                   {look_note(j), basis_note(judged.study, j)}};
  if (j.seeds() > 0) words.notes.push_back(agreement_note(j));
  for (std::string& line : caveats(j)) words.notes.push_back(std::move(line));
  if (const auto& confirmation = judged.confirmations[i])
    words.notes.push_back(confirmation_note(*confirmation));
  return words;
}

std::string claims_text(const std::vector<JudgedStudy>& studies, const TableStyle& style,
                        const std::string& suffix) {
  std::vector<std::string> sections;
  for (const JudgedStudy& judged : studies) sections.push_back(study_text(judged, style, suffix));
  return base::join(sections, "\n");
}

store::Table claims_table(const std::vector<JudgedStudy>& studies) {
  store::Table table{
      {"study",      "claim",     "metric", "verdict",  "reason",   "difference", "low",
       "high",       "median",    "d",      "agree",    "pairs",    "seeds",      "p",
       "corrected",  "direction", "alpha",  "by",       "look",     "level",      "alpha_left",
       "bad_better", "bad_than",  "ranked", "unpaired", "left_out", "post_hoc",   "seeds_needed"},
      {}};
  for (const JudgedStudy& judged : studies) {
    for (const Judgement& j : judged.judgements) {
      const judge::SeedDifferences& seeds = j.pairs.of_seeds;
      table.rows.push_back({judged.study.name,
                            j.claim.name,
                            j.claim.metric,
                            judge::to_string(j.verdict),
                            j.reason,
                            field_of(j.mean),
                            field_of(j.low),
                            field_of(j.high),
                            field_of(j.median),
                            field_of(j.d),
                            j.agreeing,
                            seeds.pairs,
                            j.seeds(),
                            j.p,
                            j.corrected_p,
                            j.points_against ? "against" : "for",
                            j.claim.alpha,
                            j.claim.by,
                            j.standing.look,
                            share(j.level()),
                            share(j.alpha_left()),
                            seeds.bad_better,
                            seeds.bad_than,
                            j.is_ranked,
                            j.pairs.unpaired.size(),
                            seeds.left_out,
                            j.is_post_hoc,
                            j.seeds_needed ? store::Field(*j.seeds_needed) : store::Field()});
    }
  }
  return table;
}

std::string verdict_lines(const JudgedStudy& judged, const std::string& command,
                          const std::string& suffix) {
  if (judged.judgements.empty())
    return judged.study.why.empty() ? "" : "\n" + paragraph("Why: " + judged.study.why, 0, 2);
  std::string text = "\nClaims:\n";
  if (!judged.study.why.empty()) text += paragraph("why: " + judged.study.why, 2, 2);
  for (std::size_t i = 0; i < judged.judgements.size(); ++i) {
    const Judgement& j = judged.judgements[i];
    text += paragraph(fmt::format("{} {}{}: {}", j.claim.name, judge::to_string(j.verdict),
                                  j.is_post_hoc ? " (post hoc)" : "", verdict_text(j)),
                      2, 4);
    text += paragraph(sentence(judged.study, j.claim), 4, 2);
    text += command_line(command_of(j, command, suffix));
    if (const auto& confirmation = judged.confirmations[i])
      text += paragraph(confirmation_note(*confirmation), 4, 2);
  }
  return text;
}

std::string confirmed_line(store::Reader& reader, const study::Study& confirmation) {
  try {
    const store::StudyRow study = reader.study(confirmation.idea.follows);
    for (const Judgement& j : judge::judge_study(reader, study))
      if (j.claim.name == confirmation.idea.claims.front().name)
        return paragraph(fmt::format("{}, on its own seeds: {} {}: {}", study.name, j.claim.name,
                                     judge::to_string(j.verdict), verdict_text(j)),
                         2, 4);
  } catch (const base::UserError&) {
    // The study was not run here.
  }
  return "";
}

}  // namespace ice::report
