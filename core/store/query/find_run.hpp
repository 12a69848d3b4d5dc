#pragma once
// Finds a run by the beginning of its key, as people type it.
#include <cstdint>
#include <optional>
#include <string>

#include "store/sqlite/sqlite.hpp"

namespace ice::store {

struct FoundRun {
  std::int64_t row = 0;  ///< its id in `runs`
  std::string id;        ///< the shortest prefix of its key that no other run shares
};

/// The one run whose key begins with `given` (hex digits, capitals too); nothing when none does, or
/// when the text is no beginning of a key. Throws UserError, which lists them, when several do.
[[nodiscard]] std::optional<FoundRun> find_run(Connection& connection, const std::string& given);

/// The same; throws UserError when there is none.
[[nodiscard]] FoundRun require_run(Connection& connection, const std::string& given);

}  // namespace ice::store
