#pragma once
// The health of a store (`ice db check`).
#include <filesystem>
#include <string>
#include <vector>

namespace ice::store {

/// What is wrong with a store, a line a finding; empty when all is well. Checks the schema,
/// SQLite's own structures (integrity_check), foreign keys, and the checksums of every run, study,
/// environment and link. Throws StoreError only when the file cannot be opened as a store at all.
[[nodiscard]] std::vector<std::string> check(const std::filesystem::path& file);

}  // namespace ice::store
