#pragma once
// Chooses rows of a finished table by an SQL expression, as Reader::runs chooses runs.
#include <string>

#include "store/query/query.hpp"

namespace ice::store {

/// The rows for which the expression holds; all for an empty one. Its names are the table's
/// columns, also with underscores for dots. A list or map is its text. Throws UserError, at
/// --where, for an unknown name or a wrong expression.
[[nodiscard]] Table filter_rows(const Table& table, const std::string& where);

}  // namespace ice::store
