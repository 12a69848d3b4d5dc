#pragma once
// Writes studies and environments, and checks that they are as they were written.
#include <cstdint>
#include <string>
#include <vector>

#include "spec/study.hpp"
#include "store/record.hpp"
#include "store/sqlite.hpp"

namespace ice::store {

/// Records a study with its claims, once per name and text, as the newest of its name; its id. To
/// be used inside a transaction.
std::int64_t put_study(Connection& connection, const spec::Study& study);

/// Records an environment, once per content; its id.
std::int64_t put_environment(Connection& connection, const Environment& environment);

/// Studies (with their claims), environments, and links of runs to studies that do not fit their
/// checksums, a line each.
[[nodiscard]] std::vector<std::string> damaged_studies(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_environments(Connection& connection);
[[nodiscard]] std::vector<std::string> damaged_links(Connection& connection);

}  // namespace ice::store
