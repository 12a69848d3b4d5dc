#include "store/query/run_scope.hpp"

#include <fmt/format.h>

#include "store/query/short_id.hpp"

namespace ice::store {
namespace {

constexpr const char* kTagsSql =
    "(SELECT group_concat(tag.value, ', ') FROM run_marks mark, json_each(mark.tags) tag"
    " WHERE mark.run_id = r.id)";

std::string name_of_study(const Scope& scope) {
  if (scope.study_id) return quoted_text(scope.study);
  if (scope.by_study) return "s.name";
  return "(SELECT name FROM study_names WHERE id = r.study_id)";
}

std::string of_cell(const char* column) {
  return fmt::format("(SELECT {} FROM cell_keys WHERE id = r.cell_id)", column);
}

// The newest revision of the study whose plans contain the run.
std::string revision_sql(const Scope& scope) {
  return fmt::format(
      "(SELECT max(held.number) FROM revision_runs link JOIN revisions held"
      " ON held.id = link.revision_id WHERE link.run_id = r.id AND held.study_id = {})",
      study_of_row(scope));
}

// Without a study, a run counts as superseded when its cell is superseded in every study that has
// the run.
std::string superseded_everywhere() {
  return "r.cell_id IN (SELECT cell_id FROM superseded_cells) AND NOT EXISTS"
         " (SELECT 1 FROM revision_runs link JOIN revisions held ON held.id = link.revision_id"
         " WHERE link.run_id = r.id AND (held.study_id, r.cell_id) NOT IN"
         " (SELECT study_id, cell_id FROM superseded_cells))";
}

std::string superseded_in(const std::string& study, const std::string& cell) {
  return fmt::format("({}, {}) IN (SELECT study_id, cell_id FROM superseded_cells)", study, cell);
}

std::string superseded_in(std::int64_t study_id, const std::string& cell) {
  return fmt::format("{} IN (SELECT cell_id FROM superseded_cells WHERE study_id = {})", cell,
                     study_id);
}

// " AND ...", so that only the rows of scope.cells are left. `superseded` is the SQL condition for
// superseded rows.
std::string only(const Scope& scope, const std::string& superseded) {
  switch (scope.cells) {
    case Cells::kCurrent:
      return scope.may_have_superseded ? fmt::format(" AND NOT ({})", superseded) : "";
    case Cells::kSuperseded:
      return scope.may_have_superseded ? fmt::format(" AND ({})", superseded) : " AND false";
    case Cells::kAll:
      break;
  }
  return "";
}

// The same for a scope of one revision, where the plan of a link decides: " AND l.plan = v.plan".
std::string plans_of_revision(const Scope& scope) {
  switch (scope.cells) {
    case Cells::kCurrent:
      return " AND l.plan = v.plan";
    case Cells::kSuperseded:
      return " AND l.plan <> v.plan";
    case Cells::kAll:
      break;
  }
  return "";
}

std::string source_of_study(const Scope& scope, const std::string& joins) {
  const std::string links =
      scope.revision_id ? fmt::format("v.id = {}{}", *scope.revision_id, plans_of_revision(scope))
                        : fmt::format("v.study_id = {}", *scope.study_id);
  return fmt::format(
             "runs r NOT INDEXED JOIN study_cells sc ON sc.study_id = {} AND sc.cell_id = r.cell_id"
             " {} WHERE r.id IN (SELECT l.run_id FROM revision_runs l JOIN revisions v"
             " ON v.id = l.revision_id WHERE {})",
             *scope.study_id, joins, links) +
         (scope.revision_id ? "" : only(scope, superseded_in(*scope.study_id, "r.cell_id")));
}

}  // namespace

bool has_tags(Connection& connection) {
  return connection.integer("SELECT EXISTS (SELECT 1 FROM run_marks WHERE tags <> '[]')") != 0;
}

bool may_supersede(Connection& connection, std::optional<std::int64_t> study_id) {
  const std::string where = study_id ? fmt::format("WHERE study_id = {}", *study_id) : "";
  return connection.integer(
             fmt::format("SELECT EXISTS (SELECT 1 FROM study_cells {} GROUP BY study_id"
                         " HAVING min(planned) <> max(planned))",
                         where)) != 0;
}

std::vector<FixedColumn> fixed_columns(const Scope& scope) {
  const bool has_cells = scope.study_id || scope.by_study;
  std::vector<FixedColumn> columns{{"id", kShortIdSql},
                                   {"study", name_of_study(scope)},
                                   {"cell", has_cells ? "sc.cell" : "r.cell"}};
  for (const char* name : {"key", "seed", "status", "error", "epochs", "seconds", "started_at",
                           "finished_at", "cell_key"}) {
    columns.push_back({name, std::string("r.") + name});
  }
  columns.push_back({"data", of_cell("data_sha256")});
  columns.push_back({"numerics", of_cell("numerics")});
  columns.push_back({"revision", revision_sql(scope)});
  columns.push_back({"tags", kTagsSql});
  columns.push_back({"note", "(SELECT nullif(note, '') FROM run_marks WHERE run_id = r.id)"});
  return columns;
}

std::string source(const Scope& scope, const std::string& joins) {
  if (scope.study_id) return source_of_study(scope, joins);
  if (scope.by_study)
    return fmt::format(
               "runs r NOT INDEXED JOIN revision_runs l ON l.run_id = r.id"
               " JOIN revisions v ON v.id = l.revision_id JOIN study_names s ON s.id = v.study_id"
               " JOIN study_cells sc ON sc.study_id = s.id AND sc.cell_id = r.cell_id {}"
               " WHERE true",
               joins) +
           only(scope, superseded_in("s.id", "r.cell_id"));
  // NOT INDEXED reads runs in the order of their rows; by the index of keys, the joined tables
  // would be read at random. Superseded runs are few and are found by their cells.
  const char* const order = scope.cells == Cells::kSuperseded ? "" : "NOT INDEXED";
  return fmt::format("runs r {} {} WHERE true", order, joins) +
         only(scope, superseded_everywhere());
}

std::string study_of_row(const Scope& scope) {
  if (scope.study_id) return std::to_string(*scope.study_id);
  return scope.by_study ? "s.id" : "r.study_id";
}

std::string one_row(const Scope& scope) {
  if (!scope.study_id && !scope.by_study) return "runs r WHERE r.id = ?1 AND r.study_id = ?2";
  return "runs r JOIN study_names s ON s.id = ?2"
         " JOIN study_cells sc ON sc.study_id = s.id AND sc.cell_id = r.cell_id WHERE r.id = ?1";
}

std::vector<std::int64_t> cell_ids(Connection& connection, const Scope& scope) {
  const std::string sql =
      scope.revision_id
          ? fmt::format("SELECT DISTINCT r.cell_id FROM {}", source(scope))
          : fmt::format("SELECT cell_id FROM study_cells WHERE study_id = {}", *scope.study_id) +
                only(scope, superseded_in(*scope.study_id, "cell_id"));
  Statement rows = connection.prepare(sql);
  std::vector<std::int64_t> ids;
  while (rows.step()) ids.push_back(rows.integer(0));
  return ids;
}

}  // namespace ice::store
