#include "store/query/run_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/error.hpp"
#include "store/query/where_clause.hpp"

namespace ice::store {
namespace {

struct Sort {
  std::string column;  // empty: none
  bool descending = false;
};

Sort parse_sort(const std::string& text, Names& names) {
  const bool descending = text.starts_with('-');
  const std::string column = text.substr(descending ? 1 : 0);
  if (!text.empty() && !names.knows(column))
    throw base::UserError("--sort", "no such column: " + column, names.advice(column));
  return {column, descending};
}

// Names like "#run" cannot collide with a name of the user. The columns are correlated subqueries,
// which SQLite evaluates only where the expression uses them.
std::string wide_select(const Scope& scope, const std::string& columns, const std::string& since) {
  const std::string newer =
      since.empty() ? "" : fmt::format(" AND r.started_at >= {}", quoted_text(since));
  return fmt::format(
             R"(WITH wide AS (SELECT r.id AS "#run", {} AS "#study", r.study_id AS "#first"{} FROM {}{}))",
             study_of_row(scope), columns, source(scope), newer) +
         "\nSELECT \"#run\", \"#study\" FROM wide";
}

std::string order_clause(const Scope& scope, const Sort& sort, std::uint64_t limit) {
  std::string sql = " ORDER BY ";
  if (!sort.column.empty()) {
    sql +=
        fmt::format("{}{} NULLS LAST, ", quoted_name(sort.column), sort.descending ? " DESC" : "");
  }
  sql += scope.by_study ? R"("#run", "#study" <> "#first", "#study")" : R"("#run")";
  if (limit > 0 && !scope.by_study) sql += fmt::format(" LIMIT {}", limit);
  return sql;
}

std::vector<SelectedRun> each_once(Statement& rows, std::uint64_t limit) {
  std::vector<SelectedRun> runs;
  std::unordered_set<std::int64_t> seen;
  while (rows.step()) {
    if (!seen.insert(rows.integer(0)).second) continue;
    runs.push_back({rows.integer(0), rows.integer(1)});
    if (runs.size() == limit) break;
  }
  return runs;
}

// Whether the name stands where a value does: behind an operator, or in a list.
bool stands_for_value(std::string_view where, std::string_view name) {
  const auto at = where.find(name);
  if (at == std::string_view::npos) return false;
  const auto before = where.find_last_not_of(" \"", at == 0 ? std::string_view::npos : at - 1);
  return at > 0 && before != std::string_view::npos &&
         std::string_view("=<>,").find(where[before]) != std::string_view::npos;
}

std::string advice_on(const std::string& message, const std::string& where, Names& names) {
  constexpr std::string_view kUnknown = "no such column: ";
  if (!message.starts_with(kUnknown)) return "";
  const std::string name = message.substr(kUnknown.size());
  if (names.spells(name)) return names.advice(name);
  if (stands_for_value(where, name))
    return fmt::format("A text stands in single quotes: '{}'", name);
  return fmt::format("{} A text stands in single quotes: '{}'", names.advice(name), name);
}

}  // namespace

std::vector<SelectedRun> select_runs(Connection& connection, const Scope& scope,
                                     const RunQuery& query) {
  Names names(connection, fixed_columns(scope), scope.study_id);
  const Sort sort = parse_sort(query.sort, names);
  const std::string select =
      wide_select(scope, names.columns_for(query.where + " " + sort.column), query.since);
  try {
    Statement rows =
        prepare_where(connection, select, query.where, order_clause(scope, sort, query.limit));
    return each_once(rows, query.limit);
  } catch (const SqlError& e) {
    throw base::UserError("--where", where_fault(e.what()),
                          advice_on(e.what(), query.where, names));
  }
}

bool speaks_of_studies(const RunQuery& query) {
  constexpr std::string_view kWord = "study";
  for (const std::string* text : {&query.where, &query.sort}) {
    const auto is_same = [](char a, char b) { return (a | 0x20) == b; };  // case does not matter
    if (std::search(text->begin(), text->end(), kWord.begin(), kWord.end(), is_same) != text->end())
      return true;
  }
  return false;
}

}  // namespace ice::store
