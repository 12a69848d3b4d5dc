#include "store/query/run_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/error.hpp"

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
std::string wide_select(const Scope& scope, const std::string& columns) {
  return fmt::format(
             R"(WITH wide AS (SELECT r.id AS "#run", {} AS "#study", r.study_id AS "#first"{} FROM {}))",
             study_of_row(scope), columns, source(scope)) +
         "\nSELECT \"#run\", \"#study\" FROM wide";
}

// The expression is on lines of its own, so that a comment in it ends with it.
std::string where_clause(const std::string& where, const char* open, const char* close) {
  return where.empty() ? "" : fmt::format(" WHERE {}\n{}\n{}", open, where, close);
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

// SQLite's message for the user, who knows only the expression and not the statement around it.
std::string reason(const std::string& message) {
  constexpr std::string_view kToken = "unrecognized token: \"";
  const auto line_end = message.find('\n');
  if (message.starts_with(kToken) && line_end != std::string::npos)
    return "a quote is not closed: " + message.substr(kToken.size(), line_end - kToken.size());
  if (message == "incomplete input") return "something is missing at its end";
  return message;
}

std::string advice_on(const std::string& message, Names& names) {
  constexpr std::string_view kUnknown = "no such column: ";
  if (!message.starts_with(kUnknown)) return "";
  const std::string name = message.substr(kUnknown.size());
  const std::string advice = names.advice(name);
  return names.spells(name) ? advice
                            : fmt::format("{} A text stands in single quotes: '{}'", advice, name);
}

}  // namespace

std::vector<SelectedRun> select_runs(Connection& connection, const Scope& scope,
                                     const RunQuery& query) {
  Names names(connection, fixed_columns(scope), scope.study_id);
  const Sort sort = parse_sort(query.sort, names);
  const std::string select = wide_select(scope, names.columns_for(query.where + " " + sort.column));
  try {
    // An expression that closes a parenthesis which it did not open could end the WHERE and
    // continue with a SELECT of its own. Such an expression may parse inside one pair of
    // parentheses or inside two, but not in both cases.
    connection.require_single_select(select + where_clause(query.where, "((", "))"));
    const std::string sql =
        select + where_clause(query.where, "(", ")") + order_clause(scope, sort, query.limit);
    connection.require_single_select(sql);
    Statement rows = connection.prepare(sql);
    return each_once(rows, query.limit);
  } catch (const SqlError& e) {
    throw base::UserError("--where", reason(e.what()), advice_on(e.what(), names));
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
