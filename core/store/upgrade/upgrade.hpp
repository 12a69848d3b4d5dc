#pragma once
// Brings a store of an older schema up to date: in one transaction, after a backup.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ice::store {

class Connection;

/// What an upgrade did.
struct Upgrade {
  int from = 0;                  ///< the schema that the store had
  std::filesystem::path backup;  ///< the store as it was
  std::uint64_t studies = 0, revisions = 0, runs = 0;
  std::uint64_t superseded_runs = 0;  ///< of cells that a newer one of the same parameters replaces
  /// What did not fit its checksum before, a line each. It was carried over as it is and still does
  /// not fit: `check` goes on to find it.
  std::vector<std::string> damage;
};

/// Upgrades a store of schema 1 that the caller alone may write (WriterLock); nothing for one that
/// is up to date. The file is the old store until the transaction ends, and the new one after; the
/// backup, FILE.schema1.bak or with the first free number FILE.schema1.2.bak, is on the disk
/// before.
///
/// Texts of one name become the revisions of a study. Schema 1 knew no cells: runs of the same
/// parameters and plugin files are taken for one cell, and where a seed comes again, its data (or
/// the numerics) had changed: a new cell begins. These cells have keys of their own, which the next
/// plan that holds their runs puts right (RunWriter::link). Of cells that differ in that only, the
/// one with the newest run is the present one. Scores become what they mean now (old_scores.hpp).
///
/// Throws StoreError, with the store as it was, when it is too damaged to be read or when there is
/// no room.
std::optional<Upgrade> upgrade_old(Connection& connection);

/// The same for a file. Throws StoreError also when another process writes to it.
std::optional<Upgrade> upgrade(const std::filesystem::path& file);

}  // namespace ice::store
