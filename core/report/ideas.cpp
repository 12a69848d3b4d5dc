#include "report/ideas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/study_claims.hpp"
#include "report/paragraph.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kShownChanges = 5;
constexpr std::size_t kStep = 2;  // columns that a level of the tree is indented

std::vector<Change> changes_of_experiment(const store::StudyRow& parent,
                                          const store::StudyRow& child) {
  std::vector<Change> changes = changes_between(parent.spec, child.spec);
  std::erase_if(changes, [](const Change& change) {
    return change.path == "name" || change.path.starts_with("idea.");
  });
  return changes;
}

std::vector<std::pair<std::string, std::string>> verdicts_of(store::Reader& reader,
                                                             const store::StudyRow& study) {
  std::vector<std::pair<std::string, std::string>> verdicts;
  try {
    for (const judge::Judgement& judgement : judge::judge_study(reader, study))
      verdicts.emplace_back(judgement.claim.name, judge::to_string(judgement.verdict));
  } catch (const base::UserError&) {
    for (const std::string& claim : study.claims) verdicts.emplace_back(claim, "not judged");
  }
  return verdicts;
}

// Walks from each study to those that follow it.
class TreeBuilder {
 public:
  explicit TreeBuilder(store::Reader& reader) : reader_(reader), studies_(reader.studies()) {
    std::ranges::stable_sort(studies_, {}, &store::StudyRow::created_at);
    for (const store::StudyRow& study : studies_) by_name_.emplace(study.name, &study);
  }

  std::vector<IdeaNode> build() {
    for (const store::StudyRow& study : studies_)
      if (!by_name_.contains(study.follows)) add(study, 0);
    for (const store::StudyRow& study : studies_) add(study, 0);  // what is left are rings
    return std::move(nodes_);
  }

 private:
  void add(const store::StudyRow& study, std::size_t depth) {
    if (!added_.insert(study.name).second) return;
    const auto parent = by_name_.find(study.follows);
    const bool has_parent = parent != by_name_.end();
    nodes_.push_back(
        {study, depth, !has_parent && !study.follows.empty(),
         has_parent ? changes_of_experiment(*parent->second, study) : std::vector<Change>{},
         verdicts_of(reader_, study)});
    for (const store::StudyRow& child : studies_)
      if (child.follows == study.name) add(child, depth + 1);
  }

  store::Reader& reader_;
  std::vector<store::StudyRow> studies_;  // oldest first
  std::map<std::string, const store::StudyRow*> by_name_;
  std::set<std::string> added_;
  std::vector<IdeaNode> nodes_;
};

std::string verdicts_text(const IdeaNode& node) {
  std::vector<std::string> parts;
  for (const auto& [claim, verdict] : node.verdicts)
    parts.push_back(fmt::format("{} {}", claim, verdict));
  return base::join(parts, ", ");
}

std::string node_text(const IdeaNode& node, const TableStyle& style) {
  const std::size_t indent = node.depth * kStep;
  const std::string title = node.study.title.empty() ? "" : ": " + node.study.title;
  std::string text =
      std::string(indent, ' ') + painted(node.study.name, Style::kBold, style.color) + title + "\n";
  std::vector<std::string> lines;
  if (node.is_orphan)
    lines.push_back(fmt::format("follows {}, which is not in this store", node.study.follows));
  const std::vector<std::string> tags = node.study.all_tags();
  if (!tags.empty()) lines.push_back("tags " + base::join(tags, ", "));
  if (!node.study.marks.note.empty()) lines.push_back("note " + one_line(node.study.marks.note));
  if (!node.verdicts.empty()) lines.push_back(verdicts_text(node));
  const std::size_t shown = std::min(node.changes.size(), kShownChanges);
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(to_text(node.changes[i]));
  if (shown < node.changes.size())
    lines.push_back(
        fmt::format("and {}", base::format_count(node.changes.size() - shown, "more change")));
  for (const std::string& line : lines) text += paragraph(line, indent + 2 * kStep, kStep);
  return text;
}

}  // namespace

std::vector<IdeaNode> idea_tree(store::Reader& reader) { return TreeBuilder(reader).build(); }

std::string ideas_text(const std::vector<IdeaNode>& nodes, const TableStyle& style) {
  std::string text;
  for (const IdeaNode& node : nodes) text += node_text(node, style);
  return text;
}

store::Table ideas_table(const std::vector<IdeaNode>& nodes) {
  store::Table table{
      {"study", "follows", "depth", "title", "claims", "changes", "created_at", "tags", "note"},
      {}};
  for (const IdeaNode& node : nodes) {
    std::vector<std::string> changes;
    for (const Change& change : node.changes) changes.push_back(to_text(change));
    table.rows.push_back({node.study.name, node.study.follows, node.depth, node.study.title,
                          verdicts_text(node), base::join(changes, "; "), node.study.created_at,
                          base::join(node.study.all_tags(), ", "), node.study.marks.note});
  }
  return table;
}

}  // namespace ice::report
