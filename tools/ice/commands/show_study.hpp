#pragma once
// A study with its revisions, as `ice show STUDY` prints it.
#include <string>
#include <vector>

#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {

/// The study, its results, and a section for each revision: when it was planned first, its runs,
/// and what it changed of the one before. `suffix`: of the commands that are named.
[[nodiscard]] std::string study_text(const store::StudyRow& study,
                                     const std::vector<store::StudyRow>& revisions,
                                     const std::vector<store::SupersededCell>& superseded,
                                     const std::string& suffix, const report::TableStyle& style);

/// The same as one JSON object.
[[nodiscard]] std::string study_json(const store::StudyRow& study,
                                     const std::vector<store::StudyRow>& revisions);

}  // namespace ice::cli
