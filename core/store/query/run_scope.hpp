#pragma once
// The scope of a query: which runs it may return (all runs of the store, or those of one study), as
// SQL. The other files of this folder build their statements from these parts.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/column_names.hpp"

namespace ice::store {

/// Which cells of a study: the current ones, the superseded ones (a newer cell has the same
/// parameters, but other plugin files, data or numerics), or both.
enum class Cells { kCurrent, kSuperseded, kAll };

/// All runs of the store, or those of one study or of one of its revisions.
struct Scope {
  std::optional<std::int64_t> study_id = {};  ///< nullopt: all runs
  std::string study = {};                     ///< name of that study
  /// Only runs of this revision of the study. Those in its current plan count as current; those
  /// that only an earlier plan of it contained (with other plugin files, for example) as
  /// superseded.
  std::optional<std::int64_t> revision_id = {};
  Cells cells = Cells::kCurrent;
  bool may_have_superseded = true;  ///< result of may_supersede; false makes queries faster
  /// Without study_id: gives a row for each revision that contains a run, with that study and the
  /// cell's number there. If false, a run has one row, with the study that recorded it.
  bool by_study = false;
};

/// Whether a cell of the study (of any study, for nullopt) may be superseded. None is when one plan
/// planned all of them last.
[[nodiscard]] bool may_supersede(Connection& connection, std::optional<std::int64_t> study_id);

/// Whether a run of the store has a tag.
[[nodiscard]] bool has_tags(Connection& connection);

/// The columns that every run has: id, study, cell, key, seed ...
[[nodiscard]] std::vector<FixedColumn> fixed_columns(const Scope& scope);

/// The rows of the scope as SQL, to follow FROM: "runs r ... WHERE ...". It may be continued with
/// AND. `joins` adds tables after runs r.
[[nodiscard]] std::string source(const Scope& scope, const std::string& joins = "");

/// An SQL expression: the id of the study whose cell a row of source() shows.
[[nodiscard]] std::string study_of_row(const Scope& scope);

/// One row of the scope as SQL, to follow FROM. Bind the run's row id as ?1 and the row's
/// study_of_row as ?2. REQUIRES: the run is in the scope.
[[nodiscard]] std::string one_row(const Scope& scope);

/// The row ids of the scope's cells. REQUIRES: scope.study_id.
[[nodiscard]] std::vector<std::int64_t> cell_ids(Connection& connection, const Scope& scope);

}  // namespace ice::store
