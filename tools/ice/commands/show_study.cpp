#include "commands/show_study.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/selection.hpp"
#include "report/changes.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"
#include "text/plan_text.hpp"

namespace ice::cli {
namespace {

using base::format_count;
using Revisions = std::vector<store::StudyRow>;

constexpr std::size_t kChanges = 12;  // shown of a revision at most

std::vector<report::Change> changes_of(const Revisions& revisions, std::size_t i) {
  if (i == 0) return {};
  return report::changes_between(revisions[i - 1].spec, revisions[i].spec);
}

std::string fitting(const std::string& line, const report::TableStyle& style) {
  return (style.width == 0 ? line : report::shorten(line, style.width)) + "\n";
}

std::string head(const store::StudyRow& study, const report::TableStyle& style) {
  const std::string title = study.title.empty() ? study.name : study.name + ": " + study.title;
  std::string text =
      report::painted(report::one_line(title), report::Style::kBold, style.color) + "\n";
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += fitting(fmt::format("  {:<8}  {}", name, value), style);
  };
  add("why", report::one_line(study.why));
  add("tags", base::join(study.all_tags(), ", "));
  add("note", report::one_line(study.marks.note));
  add("follows", study.follows);
  add("metric", fmt::format("{}, to {}", study.metric,
                            study.goal == study::Goal::kMinimize ? "minimize" : "maximize"));
  add("claims", base::join(study.claims, ", "));
  add("runs", study.statuses.empty() ? "none" : statuses_text(study.statuses));
  if (study.best) add("best", report::format_value(*study.best, style.precision));
  return text;
}

std::string changes_text(const std::vector<report::Change>& changes,
                         const report::TableStyle& style) {
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), kChanges); ++i)
    text += fitting("    " + report::to_text(changes[i]), style);
  if (changes.size() > kChanges)
    text += fmt::format("    and {} more\n", format_count(changes.size() - kChanges));
  return text;
}

std::string revision_text(const store::StudyRow& study, const Revisions& revisions, std::size_t i,
                          const report::TableStyle& style) {
  const store::StudyRow& revision = revisions[i];
  std::string line =
      fmt::format("  {}  {}  {} planned, {} recorded", revision.revision, revision.created_at,
                  format_count(revision.planned_runs, "run"), format_count(revision.recorded_runs));
  if (revision.revision == study.revision && revisions.size() > 1) line += "; planned last";
  return fitting(line, style) + changes_text(changes_of(revisions, i), style);
}

base::Value changes_json(const std::vector<report::Change>& changes) {
  base::Value list = base::Value::array();
  for (const report::Change& change : changes)
    list.push_back({{"path", change.path}, {"before", change.before}, {"after", change.after}});
  return list;
}

base::Value revision_json(const Revisions& revisions, std::size_t i) {
  const store::StudyRow& revision = revisions[i];
  return {{"revision", revision.revision},
          {"created_at", revision.created_at},
          {"title", revision.title},
          {"planned", revision.planned_runs},
          {"recorded", revision.recorded_runs},
          {"claims", revision.claims},
          {"changes", changes_json(changes_of(revisions, i))},
          {"spec", revision.spec}};
}

}  // namespace

std::string study_text(const store::StudyRow& study, const Revisions& revisions,
                       const std::vector<store::SupersededCell>& superseded,
                       const std::string& suffix, const report::TableStyle& style) {
  std::string text = head(study, style) + "\n" +
                     report::painted("revisions", report::Style::kBold, style.color) + "\n";
  for (std::size_t i = 0; i < revisions.size(); ++i)
    text += revision_text(study, revisions, i, style);
  const std::string note = report::left_out_text(superseded, shown_by_runs(study.name, suffix));
  if (!note.empty()) text += "\n" + report::painted(note, report::Style::kDim, style.color) + "\n";
  return text;
}

std::string study_json(const store::StudyRow& study, const Revisions& revisions) {
  base::Value json{{"study", study.name},
                   {"title", study.title},
                   {"why", study.why},
                   {"follows", study.follows},
                   {"tags", study.all_tags()},
                   {"note", study.marks.note},
                   {"metric", study.metric},
                   {"goal", study.goal == study::Goal::kMinimize ? "minimize" : "maximize"},
                   {"revision", study.revision},
                   {"runs", base::Value::object()},
                   {"superseded_runs", study.superseded_runs},
                   {"revisions", base::Value::array()}};
  json["best"] = study.best ? report::json_field(*study.best) : base::Value();
  for (const auto& [status, n] : study.statuses) json["runs"][store::to_string(status)] = n;
  for (std::size_t i = 0; i < revisions.size(); ++i)
    json["revisions"].push_back(revision_json(revisions, i));
  return json.dump(2) + "\n";
}

}  // namespace ice::cli
