#pragma once
// What a store is and holds, in numbers (`ice db info`).
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace ice::store {

struct StoreInfo {
  std::uint64_t bytes = 0;  ///< with what stands in the write-ahead log
  int schema = 0;
  std::uint64_t studies = 0, revisions = 0, runs = 0, environments = 0;
  /// All four are none for a store of schema 1, which knows no cells.
  std::optional<std::uint64_t> cells, superseded_cells, superseded_runs, curves;
  std::string sqlite_version;         ///< of the library that this program uses
  std::optional<std::string> writer;  ///< who writes to it now: "process 4711 on lab"
};

/// Whether a file is there that has anything in it. A database without tables has not: a run that
/// is stopped while it makes its store leaves one, and the next run goes on from there.
[[nodiscard]] bool has_store(const std::filesystem::path& file);

/// Reads a store of whatever schema; a writer may be busy beside it. Throws StoreError when there
/// is none.
[[nodiscard]] StoreInfo info(const std::filesystem::path& store);

}  // namespace ice::store
