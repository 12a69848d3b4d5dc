#pragma once
// The id of a run that people see: the shortest prefix of its key that no other run shares.
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

inline constexpr std::size_t kShortestId = 6;  // characters

/// The id that is shown for a row `r` of runs, as SQL.
extern const char* const kShortIdSql;

/// Makes the function that this SQL calls known to a connection.
void define_unique_prefix(Connection& connection);

}  // namespace ice::store
