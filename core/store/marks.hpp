#pragma once
// Reads and writes the marks of studies and runs: tags and a note. Functions throw StoreError.
#include <cstdint>
#include <string>
#include <vector>

#include "store/record.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

enum class Marked { kStudy, kRun };

/// The marks of the study or run with this row id; empty ones where it has none.
[[nodiscard]] Marks load_marks(Connection& connection, Marked what, std::int64_t row);

/// Replaces the marks of the study or run with this row id; empty ones delete them. REQUIRES: a
/// transaction is open, and tags and note are UTF-8.
void put_marks(Connection& connection, Marked what, std::int64_t row, const Marks& marks);

/// One line for each study and run whose marks do not match their checksum.
[[nodiscard]] std::vector<std::string> damaged_marks(Connection& connection);

}  // namespace ice::store
