#pragma once
// Looks for damage in a store, for `ice db check`.
#include <filesystem>
#include <string>
#include <vector>

namespace ice::store {

class Connection;

/// Returns one line for each fault of the store; empty when there is none. Checks the schema, the
/// structures of SQLite (integrity_check), foreign keys, and the checksums of all runs, cells,
/// studies, environments, links and marks (for a store of schema 1, its checksums). Reads the whole
/// store; a writer may work at the same time. Throws StoreError when the file cannot be opened as a
/// store.
[[nodiscard]] std::vector<std::string> check(const std::filesystem::path& file);

/// Only the faults in the structures of SQLite and in references between rows.
[[nodiscard]] std::vector<std::string> damaged_structure(Connection& connection);

}  // namespace ice::store
