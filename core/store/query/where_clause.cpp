#include "store/query/where_clause.hpp"

#include <fmt/format.h>

#include <string_view>

namespace ice::store {
namespace {

// The expression is on lines of its own, so that a comment in it ends with it.
std::string where_clause(const std::string& where, const char* open, const char* close) {
  return where.empty() ? "" : fmt::format(" WHERE {}\n{}\n{}", open, where, close);
}

}  // namespace

Statement prepare_where(Connection& connection, const std::string& select, const std::string& where,
                        const std::string& tail) {
  // An expression that closes a parenthesis which it did not open could end the WHERE and continue
  // with a SELECT of its own. Such an expression may parse inside one pair of parentheses or inside
  // two, but not in both cases.
  connection.require_single_select(select + where_clause(where, "((", "))"));
  const std::string sql = select + where_clause(where, "(", ")") + tail;
  connection.require_single_select(sql);
  return connection.prepare(sql);
}

std::string where_fault(const std::string& message) {
  constexpr std::string_view kToken = "unrecognized token: \"";
  const auto line_end = message.find('\n');
  if (message.starts_with(kToken) && line_end != std::string::npos)
    return "a quote is not closed: " + message.substr(kToken.size(), line_end - kToken.size());
  if (message == "incomplete input") return "something is missing at its end";
  return message;
}

}  // namespace ice::store
