#pragma once
// The short id of a run, which users see and type: the shortest prefix of its key that no other run
// has, at least kShortestId characters.
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

inline constexpr std::size_t kShortestId = 6;

/// An SQL expression: the short id of a row `r` of the table `runs`.
extern const char* const kShortIdSql;

/// Defines the function that kShortIdSql calls. Call it once for a connection, before
/// allow_select_only.
void define_unique_prefix(Connection& connection);

}  // namespace ice::store
