#include "store/wide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "store/encoding.hpp"

namespace ice::store {
namespace {

constexpr std::array kShown{"id", "study", "cell", "seed", "status", "epochs", "seconds"};

/// Values of some runs under some names: a sparse table that grows row by row.
class Pivot {
 public:
  void start_row() { rows_.emplace_back(); }
  void put(std::string_view name, Field value) {
    auto column = columns_.find(name);
    if (column == columns_.end()) column = columns_.emplace(name, columns_.size()).first;
    rows_.back().emplace_back(column->second, std::move(value));
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> sorted;
    for (const auto& [name, index] : columns_) sorted.push_back(name);
    return sorted;
  }
  [[nodiscard]] bool varies(const std::string& name) const {
    const std::size_t column = columns_.at(name);
    const Field* first = nullptr;
    for (const auto& row : rows_) {
      const Field* value = find(row, column);
      if (first == nullptr) first = value;
      if (value != nullptr && *value != *first) return true;
    }
    return false;
  }
  /// Appends the columns to the rows of a table, null where there is no value.
  void append_to(Table& table, const std::vector<std::string>& names) const {
    for (const std::string& name : names) {
      const std::size_t column = columns_.at(name);
      table.columns.push_back(name);
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Field* value = find(rows_[i], column);
        table.rows[i].push_back(value == nullptr ? Field() : *value);
      }
    }
  }

 private:
  using Row = std::vector<std::pair<std::size_t, Field>>;
  static const Field* find(const Row& row, std::size_t column) {
    const auto it = std::find_if(row.begin(), row.end(),
                                 [&](const auto& cell) { return cell.first == column; });
    return it == row.end() ? nullptr : &it->second;
  }

  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<Row> rows_;
};

// The names that are worth a column, by the ids of their rows.
using NamesById = std::map<std::int64_t, std::string>;

NamesById varied_in_store(Connection& db) {
  Statement varies = db.prepare(
      "SELECT (SELECT min(value) FROM cell_params WHERE name_id = ?1) <>"
      " (SELECT max(value) FROM cell_params WHERE name_id = ?1)");
  NamesById varied;
  for (StoredName& stored : stored_names(db, NameKind::kParams)) {
    varies.bind(stored.id);
    if (varies.step() && varies.integer(0) != 0) varied.emplace(stored.id, std::move(stored.name));
  }
  return varied;
}

bool varies_in_study(Connection& db, std::int64_t study_id, const std::string& name) {
  Statement found = db.prepare(
      "WITH had(value) AS (SELECT p.value FROM study_cells c JOIN cell_params p"
      " ON p.cell_id = c.cell_id AND p.name_id ="
      " (SELECT id FROM names WHERE kind = 'param' AND name = ?2) WHERE c.study_id = ?1)"
      " SELECT 1 FROM had WHERE value <> (SELECT value FROM had LIMIT 1) LIMIT 1");
  found.bind(study_id, name);
  return found.step();
}

Table fixed_part(Connection& db, const Scope& scope, const std::vector<std::int64_t>& run_ids) {
  Table table;
  std::string list;
  const std::vector<FixedColumn> fixed = fixed_columns(scope);
  for (const char* name : kShown) {
    table.columns.emplace_back(name);
    const auto column = std::find_if(fixed.begin(), fixed.end(),
                                     [&](const FixedColumn& c) { return c.name == name; });
    list += (list.empty() ? "" : ", ") + column->sql;
  }
  Statement row = db.prepare(fmt::format("SELECT {} FROM {} AND r.id = ?", list, source(scope)));
  for (const std::int64_t run_id : run_ids) {
    row.bind(run_id);
    row.require_row();
    auto& fields = table.rows.emplace_back();
    for (int i = 0; i < row.column_count(); ++i) fields.push_back(row.value(i));
  }
  return table;
}

// The runs of a cell have the same parameters: each cell is read once.
Pivot load_params(Connection& db, const std::vector<std::int64_t>& run_ids) {
  const NamesById candidates = varied_in_store(db);
  Statement cell = db.prepare("SELECT cell_id FROM runs WHERE id = ?");
  Statement rows =
      db.prepare("SELECT name_id, value, number, json FROM cell_params WHERE cell_id = ?");
  std::map<std::int64_t, std::vector<std::pair<std::string_view, Field>>> of_cells;
  Pivot params;
  for (const std::int64_t run_id : run_ids) {
    cell.bind(run_id);
    cell.require_row();
    const auto [known, is_new] = of_cells.try_emplace(cell.integer(0));
    if (is_new) {
      rows.bind(known->first);
      while (rows.step()) {
        const auto name = candidates.find(rows.integer(0));
        if (name != candidates.end())
          known->second.emplace_back(name->second, decode_param(rows, 1));
      }
    }
    params.start_row();
    for (const auto& [name, value] : known->second) params.put(name, value);
  }
  return params;
}

Pivot load_metrics(Connection& db, const std::vector<std::int64_t>& run_ids) {
  NamesById names;
  for (StoredName& stored : stored_names(db, NameKind::kMetrics))
    names.emplace(stored.id, std::move(stored.name));
  Statement rows =
      db.prepare("SELECT name_id, final, final_text FROM metric_values WHERE run_id = ?");
  Pivot metrics;
  for (const std::int64_t run_id : run_ids) {
    metrics.start_row();
    rows.bind(run_id);
    while (rows.step()) metrics.put(names[rows.integer(0)], decode_number(rows, 1, 2));
  }
  return metrics;
}

std::vector<std::string> varied_names(Connection& db, const Scope& scope, const Pivot& params) {
  std::vector<std::string> names = params.names();
  if (scope.study_id) {
    std::erase_if(names, [&](const std::string& name) {
      return !params.varies(name) && !varies_in_study(db, *scope.study_id, name);
    });
  }
  return names;
}

}  // namespace

Table wide_table(Connection& connection, const Scope& scope,
                 const std::vector<std::int64_t>& run_ids) {
  Table table = fixed_part(connection, scope, run_ids);
  const Pivot params = load_params(connection, run_ids);
  params.append_to(table, varied_names(connection, scope, params));
  const Pivot metrics = load_metrics(connection, run_ids);
  metrics.append_to(table, metrics.names());
  return table;
}

}  // namespace ice::store
