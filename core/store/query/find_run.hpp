#pragma once
// Finds a run by the beginning of its key, as users type it.
#include <cstdint>
#include <optional>
#include <string>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// A run in the store.
struct FoundRun {
  std::int64_t row = 0;  ///< its row id in the table `runs`
  std::string id;        ///< its short id (short_id.hpp)
};

/// The run whose key begins with `given`: 6 or more hex digits, in upper or lower case. Returns
/// nullopt when there is none, or `given` cannot be the beginning of a key. Throws UserError, which
/// lists them, when there are several. REQUIRES: define_unique_prefix was called.
[[nodiscard]] std::optional<FoundRun> find_run(Connection& connection, const std::string& given);

/// The same, but throws UserError where find_run returns nullopt.
[[nodiscard]] FoundRun require_run(Connection& connection, const std::string& given);

}  // namespace ice::store
