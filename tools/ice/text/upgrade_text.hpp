#pragma once
// Writes what an upgrade of a store did.
#include <filesystem>
#include <string>

#include "store/upgrade/upgrade.hpp"

namespace ice::cli {

/// "s.db: upgraded from schema version 1 to 2: 28 runs of 6 studies, ...; the store as it was is in
/// s.db.schema1.bak", then a line for each damage that was found.
[[nodiscard]] std::string upgrade_text(const std::filesystem::path& store,
                                       const store::Upgrade& upgrade);

}  // namespace ice::cli
