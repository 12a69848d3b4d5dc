#pragma once
// The runs that are looked at, and what each of them has: all runs, or those of one study.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/query/names.hpp"

namespace ice::store {

/// Which cells of a study: those that count, those that newer ones supersede, or both.
enum class Cells { kCurrent, kSuperseded, kAll };

/// All runs, or those of one study, under its name and with its cells: of all its revisions or of
/// one.
struct Scope {
  std::optional<std::int64_t> study_id = {};
  std::string study = {};
  /// Of the study: the runs of its present plan are the current ones, those that only an earlier
  /// plan of it held (of other plugin files, say) the superseded ones.
  std::optional<std::int64_t> revision_id = {};
  Cells cells = Cells::kCurrent;
  bool may_have_superseded = true;  ///< false spares a look at every cell; see may_supersede
  /// Without a study: a row for each revision that holds a run, with the study and the cell that
  /// the run has there. Else a run is of the study that recorded it.
  bool by_study = false;
};

/// False when no cell of the study (of any study, without one) can be superseded: all of them were
/// planned last by one plan.
[[nodiscard]] bool may_supersede(Connection& connection, std::optional<std::int64_t> study_id);

/// id, study, cell, key, seed ... : the columns that every run has.
[[nodiscard]] std::vector<FixedColumn> fixed_columns(const Scope& scope);

/// "runs r ... WHERE ...", to be continued with AND: the rows of the scope. `joins` may add tables
/// beside runs r.
[[nodiscard]] std::string source(const Scope& scope, const std::string& joins = "");

/// The id of the study whose cell a row of `source` shows, as SQL.
[[nodiscard]] std::string study_of_row(const Scope& scope);

/// "runs r ... WHERE r.id = ?1": one row that is known to be in the scope. ?2 is the study of the
/// row, where study_of_row says it.
[[nodiscard]] std::string one_row(const Scope& scope);

/// Ids of the cells of a study's scope.
[[nodiscard]] std::vector<std::int64_t> cell_ids(Connection& connection, const Scope& scope);

}  // namespace ice::store
