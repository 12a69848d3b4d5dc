#pragma once
// The tables and views of the store. The views, and runs and environments, are a stable interface
// for anyone's SQL (doc/store.md): columns may be added, never taken away.
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace ice::store {

inline constexpr int kSchemaVersion = 2;
inline constexpr std::int64_t kApplicationId = 0x6963655f;  // "ice_"

/// Throws StoreError unless the file is a store of a version that this program knows.
void require_store(Connection& connection);

/// The same, but an empty file becomes a store, in one transaction.
void create_or_require_store(Connection& connection);

/// Tables and indexes that are not as this program makes them, a line each.
[[nodiscard]] std::vector<std::string> schema_differences(Connection& connection);

}  // namespace ice::store
