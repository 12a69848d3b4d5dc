#pragma once
// Writes studies, looks and environments as rows, and checks them against their checksums. Writing
// functions REQUIRE an open transaction. All throw StoreError.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store.hpp"
#include "study/study.hpp"

namespace ice::store {

/// Records a plan of a study, and its text with its claims as the newest revision of its name (once
/// per name and text). Returns the id of the revision.
std::int64_t put_study(Connection& connection, const study::Study& study, const PlanSize& plan);

/// The id of the recorded revision that has this name and text; nullopt when there is none.
[[nodiscard]] std::optional<std::int64_t> find_revision(Connection& connection,
                                                        const study::Study& study);

/// Computes and writes the checksum of a revision and its claims. Call it after changing them.
void seal_revision(Connection& connection, std::int64_t revision_id);

/// The same for all looks at claims of a study, and for the links of runs to a revision.
void seal_looks(Connection& connection, std::int64_t study_id);
void seal_links(Connection& connection, std::int64_t revision_id);

/// Records a look at a claim of a recorded study, unless it is recorded.
void put_look(Connection& connection, const std::string& study, const Look& look);

/// Records an environment, unless an equal one is recorded, and returns its id.
std::int64_t put_environment(Connection& connection, const Environment& environment);

/// One line for each row that does not match its checksum: revisions (with their claims) and looks;
/// environments; links of runs to revisions.
[[nodiscard]] std::vector<std::string> damaged_studies(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_environments(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_links(Connection& connection);

}  // namespace ice::store
