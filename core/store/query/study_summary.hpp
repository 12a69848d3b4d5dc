#pragma once
// Reads studies and summarizes their runs. Functions throw StoreError when the store is damaged.
#include <optional>
#include <string>
#include <vector>

#include "store/query/query.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// The newest revision of each study with results, in the order in which they were last planned.
[[nodiscard]] std::vector<StudyRow> load_studies(Connection& connection);

/// Revision `number` of the study with this name (0: the newest), without results; nullopt when
/// there is none.
[[nodiscard]] std::optional<StudyRow> load_study(Connection& connection, const std::string& name,
                                                 std::uint64_t number);

/// All revisions of a study in the order of their numbers, with claims but without results.
[[nodiscard]] std::vector<StudyRow> load_revisions(Connection& connection, std::int64_t study_id);

/// Sets claims, statuses, best and superseded_runs.
void load_results(Connection& connection, StudyRow& study);

/// Sets mean_seconds. It reads the rows of the runs and not only an index, so it is for one study
/// and not for all.
void load_mean_seconds(Connection& connection, StudyRow& study);

}  // namespace ice::store
