#include "store/query/table_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/query/column_names.hpp"
#include "store/query/where_clause.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {
namespace {

// A number, a text or nothing, as SQL. As in Reader::runs, a number that is not finite is nothing.
std::string sql_value(const Field& field) {
  const bool is_number = field.is_number();
  if (field.is_null() || (is_number && !std::isfinite(field.get<double>()))) return "NULL";
  if (field.is_boolean()) return field.get<bool>() ? "1" : "0";
  return is_number ? base::to_text(field) : quoted_text(base::to_text(field));
}

// Inserts the rows, with their numbers as row ids.
void fill(Connection& memory, const Table& table) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(fmt::format("c{}", i));
  memory.execute(
      fmt::format("CREATE TABLE t (row INTEGER PRIMARY KEY, {})", base::join(columns, ", ")));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::string values = std::to_string(i);
    for (const Field& field : table.rows[i]) values += ", " + sql_value(field);
    memory.execute(fmt::format("INSERT INTO t VALUES ({})", values));
  }
}

// "row, c0 AS "dev.cost", c0 AS dev_cost, ...", each spelling once.
std::string spellings(const Table& table) {
  std::set<std::string> used;
  std::string list = R"(row AS "#row")";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::string underscored = table.columns[i];
    std::ranges::replace(underscored, '.', '_');
    for (const std::string& name : {table.columns[i], underscored})
      if (used.insert(name).second) list += fmt::format(", c{} AS {}", i, quoted_name(name));
  }
  return list;
}

std::string advice_on(const std::string& message, const Table& table) {
  constexpr std::string_view kUnknown = "no such column: ";
  if (!message.starts_with(kUnknown)) return "";
  const std::string name = message.substr(kUnknown.size());
  return fmt::format("{} A text stands in single quotes: '{}'", base::suggest(name, table.columns),
                     name);
}

}  // namespace

Table filter_rows(const Table& table, const std::string& where) {
  if (where.empty()) return table;
  constexpr std::chrono::seconds kLimit{10};
  Connection memory(":memory:", Access::kWrite, kBusyLimit);
  fill(memory, table);
  memory.allow_select_only(kLimit);
  try {
    Statement rows =
        prepare_where(memory,
                      fmt::format(R"(WITH named AS (SELECT {} FROM t) SELECT "#row" FROM named)",
                                  spellings(table)),
                      where, R"( ORDER BY "#row")");
    Table chosen{table.columns, {}};
    while (rows.step())
      chosen.rows.push_back(table.rows[static_cast<std::size_t>(rows.integer(0))]);
    return chosen;
  } catch (const SqlError& e) {
    throw base::UserError("--where", where_fault(e.what()), advice_on(e.what(), table));
  }
}

}  // namespace ice::store
