#pragma once
// Writes cells (record.hpp) with their parameters, and which studies have them.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "store/checksum.hpp"
#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// The row ids of the names of parameters and metrics. A name gets its row at the first call with
/// it. Borrows the connection. Not thread-safe: one thread at a time.
class NameIds {
 public:
  explicit NameIds(Connection& connection);
  [[nodiscard]] std::int64_t of_param(const std::string& name) { return id("param", name); }
  [[nodiscard]] std::int64_t of_metric(const std::string& name) { return id("metric", name); }
  /// Forgets the ids read so far. Call it after a transaction that was rolled back.
  void forget() { known_.clear(); }

 private:
  std::int64_t id(const std::string& kind, const std::string& name);

  Statement insert_, find_;
  std::map<std::pair<std::string, std::string>, std::int64_t> known_;
};

/// The key of the parameters of a cell: the SHA-256 of all of them except training.save, which does
/// not change results. Cells that differ only in plugin files, data or numerics have the same.
[[nodiscard]] std::string code_key(const std::vector<std::pair<std::string, base::Value>>& params);

/// Writes cells with prepared statements. Borrows its arguments, which must outlive it. Not
/// thread-safe: one thread at a time. REQUIRES: all calls are inside a transaction, and forget is
/// called after one that was rolled back. Throws StoreError.
class CellWriter {
 public:
  CellWriter(Connection& connection, NameIds& names);

  /// Records the cell with its parameters, unless its key is recorded. Returns its row id.
  std::int64_t put(const Cell& cell,
                   const std::vector<std::pair<std::string, base::Value>>& params);

  /// The same with the parameters of another recorded cell.
  std::int64_t put_like(const Cell& cell, std::int64_t other_id);

  /// Records that a plan of the study contains the cell; `planned` is the number of that plan among
  /// all plans of the store, `varied` as in Cell. Returns the number of the cell in the study. A
  /// recorded cell keeps its number; a new one gets `wanted`, unless another cell of the study has
  /// that number.
  std::uint64_t put_in_study(std::int64_t study_id, std::int64_t cell_id, std::uint64_t wanted,
                             std::int64_t planned, const base::Value& varied);

  /// Updates the studies after runs were moved from one cell to another. The studies of these runs
  /// get the new cell; a study without other runs of the old cell loses that one, and the new cell
  /// takes its number. A cell without runs is deleted.
  void follow(std::int64_t old_id, std::int64_t new_id);

  /// Updates the studies after runs of the cell were deleted: a study without other runs of the
  /// cell loses it, and a cell without runs is deleted.
  void leave(std::int64_t cell_id);

  /// Forgets the row ids and numbers read so far.
  void forget();

 private:
  [[nodiscard]] std::int64_t find(const std::string& key);
  std::int64_t insert(const Cell& cell, const std::string& code);
  void finish(std::int64_t cell_id);
  std::uint64_t write_in_study(std::int64_t study_id, std::int64_t cell_id, std::uint64_t wanted,
                               std::int64_t planned, const base::Value& varied);

  NameIds& names_;
  Statement find_, insert_, param_, copy_params_, read_, set_sum_;
  Statement find_in_study_, number_, put_in_study_, names_of_;
  Statement followers_, leave_studies_, leave_;
  std::map<std::string, std::int64_t> known_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::uint64_t> noted_;
};

/// Computes and writes the checksums of a study's cells. Call it after the study was renamed.
void seal_study_cells(Connection& connection, std::int64_t study_id);

/// One line for each cell, and each cell of a study, that does not match its checksum, and for each
/// name whose kind is wrong.
[[nodiscard]] std::vector<std::string> damaged_cells(Connection& connection);

}  // namespace ice::store
