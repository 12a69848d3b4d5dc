#pragma once
// Describes a store in numbers, for `ice db info`.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ice::store {

/// The size and content of a store.
struct StoreInfo {
  std::uint64_t bytes = 0;  ///< size of the file and its write-ahead log
  int schema = 0;           ///< schema version
  std::uint64_t studies = 0, revisions = 0, runs = 0, environments = 0;
  /// nullopt for a store of schema 1, which has no cells.
  std::optional<std::uint64_t> cells, superseded_cells, superseded_runs, curves;
  std::string sqlite_version;         ///< version of the SQLite library in this program
  std::optional<std::string> writer;  ///< writer_of the store: "process 4711 on lab"
};

/// Whether the file exists and is not an empty database. (A run that is stopped while it creates
/// its store leaves an empty one, in which the next run creates it.) Throws StoreError when the
/// file cannot be opened as a database.
[[nodiscard]] bool has_store(const std::filesystem::path& file);

/// Reads a store of any schema version up to this program's; a writer may work at the same time.
/// Throws StoreError when the file is no store.
[[nodiscard]] StoreInfo info(const std::filesystem::path& store);

}  // namespace ice::store
