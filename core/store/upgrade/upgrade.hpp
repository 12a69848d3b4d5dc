#pragma once
// Upgrades a store of an older schema, in one transaction and after a backup.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ice::store {

class Connection;

/// What an upgrade did, for a message to the user.
struct Upgrade {
  int from = 0;                                        ///< schema version before the upgrade
  std::filesystem::path backup;                        ///< copy of the store before the upgrade
  std::uint64_t studies = 0, revisions = 0, runs = 0;  ///< how many were converted
  std::uint64_t superseded_runs = 0;                   ///< how many of the runs are superseded now
  /// One line for each row that did not match its checksum. Such rows are converted unchanged and
  /// get a checksum that does not match, so that check() still reports them.
  std::vector<std::string> damage;
};

/// Upgrades a store of schema 1; returns nullopt for a store that is up to date. REQUIRES: the
/// caller holds the WriterLock. The backup (FILE.schema1.bak or, when that exists, the first free
/// of FILE.schema1.2.bak ...) is on the disk before the transaction is committed.
///
/// Texts of the same name become the revisions of a study. Cells are derived from the runs
/// (old_cells.hpp). They get preliminary keys, which RunWriter::link replaces when a plan contains
/// their runs again. Among cells with the same parameters, the one with the newest run supersedes
/// the others. Metrics get their present meaning (old_scores.hpp).
///
/// Throws StoreError, and leaves the store unchanged, when it is too damaged to be read, another
/// program commits meanwhile, or the disk is full.
std::optional<Upgrade> upgrade_old(Connection& connection);

/// The same for a file; takes the WriterLock. Throws StoreError also when another process holds it.
std::optional<Upgrade> upgrade(const std::filesystem::path& file);

}  // namespace ice::store
