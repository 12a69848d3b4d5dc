#pragma once
// Writes studies and environments, and checks that they are as they were written.
#include <cstdint>
#include <string>
#include <vector>

#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store.hpp"
#include "study/study.hpp"

namespace ice::store {

/// Records a plan of a study: its text with its claims, once per name and text, as the newest
/// revision; the revision's id. To be used inside a transaction.
std::int64_t put_study(Connection& connection, const study::Study& study, const PlanSize& plan);

/// Writes the checksum of a revision and its claims anew.
void seal_revision(Connection& connection, std::int64_t revision_id);

/// Records a look at a claim of a recorded study; one that is there already stays.
void put_look(Connection& connection, const std::string& study, const Look& look);

/// Records an environment, once per content; its id.
std::int64_t put_environment(Connection& connection, const Environment& environment);

/// Revisions of studies (with their claims) and looks, environments, and links of runs to studies
/// that do not fit their checksums, a line each.
[[nodiscard]] std::vector<std::string> damaged_studies(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_environments(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_links(Connection& connection);

}  // namespace ice::store
