#pragma once
// The tables and views of the store. The views and the tables runs and environments are a stable
// interface for everybody's SQL (doc/store.md): columns may be added but never removed.
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

inline constexpr int kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x6963655f;  // "ice_"

/// Whether the database has no tables and is not marked as a store.
[[nodiscard]] bool is_empty(Connection& connection);

/// The schema version of a store that this program can read or upgrade. Throws StoreError for a
/// newer version, an empty database, and a database that is no store.
[[nodiscard]] int require_any_store(Connection& connection);

/// Throws StoreError unless the database is a store of version kSchemaVersion.
void require_store(Connection& connection);

/// Makes an empty database a store, in one transaction. Does nothing to any other.
void create_if_empty(Connection& connection);

/// Creates the tables and views and sets the version. REQUIRES: a transaction is open.
void create_schema(Connection& connection);

/// Creates the tables that came after the first schema 2 (marks.hpp, told.hpp), where an older ice
/// made the store without them.
void create_added(Connection& connection);
/// Whether the store has this table.
[[nodiscard]] bool has_table(Connection& connection, const char* name);
/// Lets queries on these tables find no row in a store that does not have them. It writes nothing
/// to the store. REQUIRES: allow_select_only was not called.
void stand_in_for_added(Connection& connection);

/// One line for each table, index or view that is missing or not as this program creates it. Tables
/// of create_added may be missing.
[[nodiscard]] std::vector<std::string> schema_differences(Connection& connection);

}  // namespace ice::store
