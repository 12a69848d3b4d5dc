#pragma once
// The tree of ideas: which study grew out of which (idea.follows), what changed on the way, and
// what its claims came to.
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "report/changes.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::report {

struct IdeaNode {
  store::StudyRow study;        ///< its newest revision
  std::size_t depth = 0;        ///< 0: follows nothing, or a study that is not in the store
  bool is_orphan = false;       ///< follows a study that is not in the store
  std::vector<Change> changes;  ///< of code and experiment, from the study that it follows
  std::vector<std::pair<std::string, std::string>> verdicts;  ///< claim -> "supported"
};

/// All studies, each below the one that it follows; oldest first. Studies that follow each other in
/// a ring stand where the oldest of them does. Throws StoreError.
[[nodiscard]] std::vector<IdeaNode> idea_tree(store::Reader& reader);

/// The tree for people: names and titles, below each its tags, note, verdicts and what changed.
[[nodiscard]] std::string ideas_text(const std::vector<IdeaNode>& nodes, const TableStyle& style);

/// The same for programs, a row for each study: study, follows, depth, title, claims, changes,
/// created_at, tags, note.
[[nodiscard]] store::Table ideas_table(const std::vector<IdeaNode>& nodes);

}  // namespace ice::report
