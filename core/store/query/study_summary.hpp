#pragma once
// Reads the rows of studies, and what their runs come to.
#include <optional>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// All studies as their newest revisions say, the one planned last at the end; with results.
[[nodiscard]] std::vector<StudyRow> load_studies(Connection& connection);

/// The study of the name as its newest revision says, or revision `number` (0: the newest); without
/// results. Nothing when it is not there.
[[nodiscard]] std::optional<StudyRow> load_study(Connection& connection, const std::string& name,
                                                 std::uint64_t number);

/// The revisions of a study in the order of their numbers, with their claims, without results.
[[nodiscard]] std::vector<StudyRow> load_revisions(Connection& connection, std::int64_t study_id);

/// Fills in claims, statuses, best and superseded_runs.
void load_results(Connection& connection, StudyRow& study);

/// Fills in mean_seconds. Reads the rows of the runs, not an index: for one study, not for all.
void load_mean_seconds(Connection& connection, StudyRow& study);

}  // namespace ice::store
