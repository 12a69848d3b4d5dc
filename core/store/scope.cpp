#include "store/scope.hpp"

#include <fmt/format.h>

#include "store/short_id.hpp"

namespace ice::store {

std::vector<FixedColumn> fixed_columns(const Scope& scope) {
  std::vector<FixedColumn> columns{
      {"id", kShortIdSql},
      {"study", scope.study_id ? quoted_text(scope.study)
                               : "(SELECT name FROM studies WHERE id = r.study_id)"},
      {"cell", scope.study_id ? "l.cell" : "r.cell"}};
  for (const char* name :
       {"key", "seed", "status", "error", "epochs", "seconds", "started_at", "finished_at"}) {
    columns.push_back({name, std::string("r.") + name});
  }
  return columns;
}

std::string source(const Scope& scope) {
  // In the order of the rows: through the index of keys the tables beside would be read at random.
  if (!scope.study_id) return "runs r NOT INDEXED WHERE true";
  return fmt::format("study_runs l JOIN runs r ON r.id = l.run_id WHERE l.study_id = {}",
                     *scope.study_id);
}

}  // namespace ice::store
