#pragma once
// The health of a store (`ice db check`).
#include <filesystem>
#include <string>
#include <vector>

namespace ice::store {

class Connection;

/// What is wrong with a store, a line a finding; empty when all is well. Checks the schema,
/// SQLite's own structures (integrity_check), foreign keys, and the checksums of every run, study,
/// environment and link; of a store of schema 1 its own. Throws StoreError only when the file
/// cannot be opened as a store at all.
[[nodiscard]] std::vector<std::string> check(const std::filesystem::path& file);

/// Only what is wrong with SQLite's own structures and with references between rows.
[[nodiscard]] std::vector<std::string> damaged_structure(Connection& connection);

}  // namespace ice::store
