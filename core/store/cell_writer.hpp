#pragma once
// Writes cells: what determines a run but the seed, with its parameters, and which studies have it.
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

/// The row ids of the names of parameters and metrics, made when they are first asked for.
class NameIds {
 public:
  explicit NameIds(Connection& connection);
  [[nodiscard]] std::int64_t of_param(const std::string& name) { return id("param", name); }
  [[nodiscard]] std::int64_t of_metric(const std::string& name) { return id("metric", name); }
  /// What is remembered may be of a transaction that was rolled back.
  void forget() { known_.clear(); }

 private:
  std::int64_t id(const std::string& kind, const std::string& name);

  Statement insert_, find_;
  std::map<std::pair<std::string, std::string>, std::int64_t> known_;
};

/// The key of a cell's parameters alone: SHA-256 of them all but those that say where a trained
/// network goes. Cells that differ in plugin files, data or numerics only have the same.
[[nodiscard]] std::string code_key(const std::vector<std::pair<std::string, base::Value>>& params);

/// Prepared statements that write cells. To be used inside a transaction; call `forget` after one
/// that was rolled back.
class CellWriter {
 public:
  CellWriter(Connection& connection, NameIds& names);

  /// Records the cell, once per key, with its parameters sorted by name; its row id.
  std::int64_t put(const Cell& cell,
                   const std::vector<std::pair<std::string, base::Value>>& params);

  /// The same with the parameters of another recorded cell.
  std::int64_t put_like(const Cell& cell, std::int64_t other_id);

  /// Notes that a plan of the study holds the cell, as the `planned`th plan of the store; the
  /// cell's number in the study: `wanted`, unless another cell of the study has it.
  std::uint64_t put_in_study(std::int64_t study_id, std::int64_t cell_id, std::uint64_t wanted,
                             std::int64_t planned, const base::Value& varied);

  /// Runs have moved from one cell to another: the studies that have these runs have the new cell,
  /// under the old one's number where they have no run of that any more; it goes with its last run.
  void follow(std::int64_t old_id, std::int64_t new_id);

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

/// Cells, and cells of studies, that do not fit their checksums, a line each.
[[nodiscard]] std::vector<std::string> damaged_cells(Connection& connection);

}  // namespace ice::store
