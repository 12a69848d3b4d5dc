#pragma once
// The tables and views of the store. The views, and runs and environments, are a stable interface
// for anyone's SQL (doc/store.md): columns may be added, never taken away.
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

inline constexpr int kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x6963655f;  // "ice_"

/// Whether there is nothing in the database, no table either.
[[nodiscard]] bool is_empty(Connection& connection);

/// The version of a store that this program can read or upgrade. Throws StoreError for a newer one
/// and for what is no store.
[[nodiscard]] int require_any_store(Connection& connection);

/// Throws StoreError unless the file is a store of the present version.
void require_store(Connection& connection);

/// Makes an empty file a store, in one transaction; any other stays as it is.
void create_if_empty(Connection& connection);

/// Makes the tables and views and sets the version. To be used inside a transaction.
void create_schema(Connection& connection);

/// Tables and indexes that are not as this program makes them, a line each.
[[nodiscard]] std::vector<std::string> schema_differences(Connection& connection);

}  // namespace ice::store
