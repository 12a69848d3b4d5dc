#pragma once
// Writes a recorded run, or a cell, as a study file.
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/record.hpp"

namespace ice::report {

/// The YAML of a study with the run's code, whole and with all defaults, and its seed: its only run
/// has the same key where plugin files and data are the same. Files of plugins that are not ice's
/// own are pinned. The study is called STUDY-ID and follows `study`, a revision that has the run,
/// and records as that does. Throws UserError when the revision's text cannot be read any more.
[[nodiscard]] std::string study_of_run(const store::StoredRun& stored,
                                       const store::StudyRow& study);

/// The same for a cell: its runs, with all their seeds, have the same keys. The study is called
/// STUDY-cell-NUMBER. REQUIRES: `runs` are of one cell, and one at least.
[[nodiscard]] std::string study_of_cell(const std::vector<store::Run>& runs,
                                        const store::StudyRow& study);

}  // namespace ice::report
