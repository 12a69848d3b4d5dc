#pragma once
// Renames a study. Throws StoreError.
#include <string>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Gives the study another name: in its rows, in the recorded texts of its revisions, and in those
/// of the studies that follow it, whose names are returned. All checksums that a name is part of
/// are computed again; a store with a damaged row among them is refused (StoreError), because a new
/// checksum would hide the damage. REQUIRES: a transaction is open, there is a study `from`, and no
/// study has or had the name `to`.
std::vector<std::string> rename_study(Connection& connection, const std::string& from,
                                      const std::string& to);

/// Whether a study has this name, or had it and left looks at its claims.
[[nodiscard]] bool is_taken(Connection& connection, const std::string& name);

}  // namespace ice::store
