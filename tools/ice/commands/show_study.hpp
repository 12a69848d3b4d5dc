#pragma once
// Writes a study with its revisions, as `ice show STUDY` prints it.
#include <string>
#include <vector>

#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// The study, its results, and a section for each revision: when it was first planned, its runs,
/// and what changed from the revision before. `revisions` are in the order of their numbers.
/// `suffix` (StoreOptions::suffix) ends the commands that the text suggests.
[[nodiscard]] std::string study_text(const store::StudyRow& study,
                                     const std::vector<store::StudyRow>& revisions,
                                     const std::vector<store::SupersededCell>& superseded,
                                     const std::string& suffix, const report::TableStyle& style);

/// The same as one JSON object.
[[nodiscard]] std::string study_json(const store::StudyRow& study,
                                     const std::vector<store::StudyRow>& revisions);

}  // namespace ice::cli
