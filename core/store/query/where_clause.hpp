#pragma once
// Puts an SQL expression of the user behind a SELECT, so that it can do nothing but choose rows.
#include <string>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Prepares `select` WHERE `where` `tail`; without WHERE for an empty expression. Throws SqlError
/// for an expression that is wrong, or that tries to leave its place. REQUIRES: the connection
/// allows only SELECT (Connection::allow_select_only), and `select` ends outside of any
/// parenthesis.
[[nodiscard]] Statement prepare_where(Connection& connection, const std::string& select,
                                      const std::string& where, const std::string& tail);

/// SQLite's message about such a statement, for a user who knows only the expression.
[[nodiscard]] std::string where_fault(const std::string& message);

}  // namespace ice::store
