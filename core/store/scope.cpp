#include "store/scope.hpp"

#include <fmt/format.h>

#include "store/short_id.hpp"

namespace ice::store {

std::vector<FixedColumn> fixed_columns(const Scope& scope) {
  std::vector<FixedColumn> columns{
      {"id", kShortIdSql},
      {"study", scope.study_id ? quoted_text(scope.study)
                               : "(SELECT name FROM study_names WHERE id = r.study_id)"},
      {"cell", scope.study_id ? "sc.cell" : "r.cell"}};
  for (const char* name :
       {"key", "seed", "status", "error", "epochs", "seconds", "started_at", "finished_at"}) {
    columns.push_back({name, std::string("r.") + name});
  }
  return columns;
}

std::string source(const Scope& scope) {
  // In the order of the rows: through the index of keys the tables beside would be read at random.
  if (!scope.study_id) return "runs r NOT INDEXED WHERE true";
  const std::string revisions =
      scope.revision_id ? fmt::format("v.id = {}{}", *scope.revision_id,
                                      scope.with_superseded ? "" : " AND l.plan = v.plan")
                        : fmt::format("v.study_id = {}", *scope.study_id);
  std::string sql = fmt::format(
      "runs r NOT INDEXED JOIN study_cells sc ON sc.study_id = {} AND sc.cell_id = r.cell_id"
      " WHERE r.id IN (SELECT l.run_id FROM revision_runs l JOIN revisions v"
      " ON v.id = l.revision_id WHERE {})",
      *scope.study_id, revisions);
  if (!scope.with_superseded && !scope.revision_id)
    sql += fmt::format(
        " AND r.cell_id NOT IN (SELECT cell_id FROM superseded_cells WHERE study_id = {})",
        *scope.study_id);
  return sql;
}

}  // namespace ice::store
