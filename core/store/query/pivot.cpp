#include "store/query/pivot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "store/encoding.hpp"
#include "store/query/varied.hpp"

namespace ice::store {
namespace {

constexpr std::array kShown{"id", "study", "cell", "seed", "status", "epochs", "seconds"};

// The additional columns that the query asks for.
struct More {
  std::vector<std::string> fixed;
  NamesById params;
  bool all = false;  // all parameters that a run has
};

bool is_shown(const std::string& name) {
  return std::find(kShown.begin(), kShown.end(), name) != kShown.end();
}

More everything(Connection& db, const Scope& scope) {
  More more;
  more.all = true;
  for (FixedColumn& column : fixed_columns(scope))
    if (!is_shown(column.name)) more.fixed.push_back(std::move(column.name));
  for (StoredName& stored : stored_names(db, NameKind::kParams))
    more.params.emplace(stored.id, std::move(stored.name));
  return more;
}

More resolve(Connection& db, const Scope& scope, const std::vector<std::string>& spellings) {
  More more;
  if (spellings.empty()) return more;
  if (std::ranges::find(spellings, "all") != spellings.end()) return everything(db, scope);
  Names names(db, fixed_columns(scope), scope.study_id);
  for (const std::string& spelling : spellings) {
    const auto found = names.find(spelling);
    if (!found || is_shown(found->name)) continue;
    if (found->kind == NameKind::kParams) more.params.emplace(found->id, found->name);
    const bool is_new = std::ranges::find(more.fixed, found->name) == more.fixed.end();
    if (!found->kind && is_new) more.fixed.push_back(found->name);
  }
  return more;
}

Table fixed_part(Connection& db, const Scope& scope, const std::vector<SelectedRun>& runs,
                 const std::vector<std::string>& more) {
  Table table{{kShown.begin(), kShown.end()}, {}};
  table.columns.insert(table.columns.end(), more.begin(), more.end());
  std::string list;
  const std::vector<FixedColumn> fixed = fixed_columns(scope);
  for (const std::string& name : table.columns) {
    const auto column = std::ranges::find(fixed, name, &FixedColumn::name);
    list += (list.empty() ? "" : ", ") + column->sql;
  }
  Statement row = db.prepare(fmt::format("SELECT {} FROM {}", list, one_row(scope)));
  for (const SelectedRun& run : runs) {
    row.bind(run.id, run.study_id);
    row.require_row();
    auto& fields = table.rows.emplace_back();
    for (int i = 0; i < row.column_count(); ++i) fields.push_back(row.value(i));
  }
  return table;
}

std::vector<std::int64_t> cells_of(Connection& db, const std::vector<SelectedRun>& runs) {
  Statement cell = db.prepare("SELECT cell_id FROM runs WHERE id = ?");
  std::vector<std::int64_t> cells;
  cells.reserve(runs.size());
  for (const SelectedRun& run : runs) {
    cell.bind(run.id);
    cell.require_row();
    cells.push_back(cell.integer(0));
  }
  return cells;
}

std::vector<std::pair<std::string, std::int64_t>> by_name(const NamesById& names) {
  std::vector<std::pair<std::string, std::int64_t>> sorted;
  for (const auto& [id, name] : names) sorted.emplace_back(name, id);
  std::ranges::sort(sorted);
  return sorted;
}

// Without a study, a parameter that varies in the store is a column only if one of the runs has it.
NamesById in_use(const NamesById& names, const CellParams& params) {
  std::set<std::int64_t> used;
  for (const auto& [cell, values] : params)
    for (const auto& [name, value] : values) used.insert(name);
  NamesById kept;
  for (const auto& [id, name] : names)
    if (used.contains(id)) kept.emplace(id, name);
  return kept;
}

void append_params(Connection& db, const Scope& scope, const std::vector<SelectedRun>& runs,
                   const More& more, Table& table) {
  const std::vector<std::int64_t> cells = cells_of(db, runs);
  NamesById names = varied_params(db, scope, cells);
  names.insert(more.params.begin(), more.params.end());
  const CellParams params = load_params(db, cells, names);
  if (!scope.study_id || more.all) names = in_use(names, params);
  for (const auto& [name, id] : by_name(names)) {
    table.columns.push_back(name);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const auto& values = params.at(cells[i]);
      const auto value = values.find(id);
      table.rows[i].push_back(value == values.end() ? Field() : value->second);
    }
  }
}

void append_metrics(Connection& db, const std::vector<SelectedRun>& runs, Table& table) {
  Statement rows =
      db.prepare("SELECT name_id, final, final_text FROM metric_values WHERE run_id = ?");
  std::map<std::int64_t, std::vector<Field>> columns;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    rows.bind(runs[i].id);
    while (rows.step()) {
      auto& column = columns[rows.integer(0)];
      column.resize(runs.size());
      column[i] = decode_number(rows, 1, 2);
    }
  }
  for (const StoredName& stored : stored_names(db, NameKind::kMetrics)) {
    const auto column = columns.find(stored.id);
    if (column == columns.end()) continue;
    table.columns.push_back(stored.name);
    for (std::size_t i = 0; i < runs.size(); ++i)
      table.rows[i].push_back(std::move(column->second[i]));
  }
}

// Drops a column in which no row has a value.
void drop_if_empty(Table& table, const std::string& name) {
  const auto column = std::ranges::find(table.columns, name) - table.columns.begin();
  const auto has_none = [column](const auto& row) { return row[column].is_null(); };
  if (column == std::ssize(table.columns) || !std::ranges::all_of(table.rows, has_none)) return;
  table.columns.erase(table.columns.begin() + column);
  for (auto& row : table.rows) row.erase(row.begin() + column);
}

}  // namespace

Table wide_table(Connection& connection, const Scope& scope, const std::vector<SelectedRun>& runs,
                 const std::vector<std::string>& more) {
  More besides = resolve(connection, scope, more);
  const bool wants_tags = std::ranges::find(besides.fixed, "tags") != besides.fixed.end();
  if (!wants_tags && has_tags(connection)) besides.fixed.emplace_back("tags");
  Table table = fixed_part(connection, scope, runs, besides.fixed);
  if (!wants_tags) drop_if_empty(table, "tags");
  append_params(connection, scope, runs, besides, table);
  append_metrics(connection, runs, table);
  return table;
}

}  // namespace ice::store
